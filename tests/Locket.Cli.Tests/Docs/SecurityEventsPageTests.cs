using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Locket.Relay;
using Locket.Rooms;
using Locket.Wire;
using Xunit;

namespace Locket.Cli.Tests.Docs;

/// <summary>docs/cli.md lists exactly the security events that a chat can show, each by its number and name.</summary>
public sealed partial class SecurityEventsPageTests
{
    [Fact]
    public void Page_ComparedWithTheKinds_ListsAllOfThemAndNoOthers()
    {
        string page = File.ReadAllText(Path.Join(Repository.Root, "docs", "cli.md"));
        string[] listed = [.. Row().Matches(page).Select(match => $"{match.Groups["id"].Value} {match.Groups["name"].Value}")];
        IEnumerable<string> relay = Enum.GetValues<RelayEventKind>()
            .Where(kind => kind != RelayEventKind.None && Event(kind).IsSecurityEvent)
            .Select(kind => Line((int)kind, kind.ToString()));
        IEnumerable<string> room = Enum.GetValues<SecurityEventKind>().Where(kind => (int)kind > 0).Select(kind => Line((int)kind, kind.ToString()));
        Assert.Equal(relay.Concat(room).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string Line(int id, string name)
        => string.Create(CultureInfo.InvariantCulture, $"{id} {JsonNamingPolicy.KebabCaseLower.ConvertName(name)}");

    private static RelayEvent Event(RelayEventKind kind)
        => new() { Kind = kind, Time = DateTimeOffset.UnixEpoch, Room = "-", Peer = "-", Fault = FaultCode.None };

    [GeneratedRegex(@"(?<id>[23][0-9]{3})\s+`(?<name>[a-z-]+)`", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Row();
}
