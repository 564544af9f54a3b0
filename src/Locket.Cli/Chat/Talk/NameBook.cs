using System.Globalization;
using System.Text;
using Locket.Cli.Errors;
using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>
/// What members are called. A name proves nothing, so one that two of them use, that looks like another's, or that could be taken for an
/// id, is never shown without the id.
/// </summary>
internal sealed class NameBook
{
    private readonly Dictionary<MemberId, string> _names = [];
    private readonly string _own;

    public NameBook(string own)
    {
        _own = own;
    }

    /// <summary>Takes the names of those who are paired: whoever has the room's code can make as many other ids as it likes.</summary>
    public void Note(IEnumerable<RoomMember> members)
    {
        foreach (RoomMember member in members.Where(
            member => member.IsPaired && (member.Name.Length > 0 || !_names.ContainsKey(member.Id))))
        {
            _names[member.Id] = member.Name;
        }
    }

    public void Note(MemberId member, string name) => _names[member] = name;

    public string Of(MemberId member)
    {
        if (!_names.TryGetValue(member, out string? name) || string.IsNullOrWhiteSpace(name))
        {
            return IdOf(member);
        }

        string skeleton = LookAlike.Skeleton(name);
        bool isTaken = string.Equals(skeleton, LookAlike.Skeleton(_own), StringComparison.Ordinal)
            || _names.Any(
                other => other.Key != member && string.Equals(skeleton, LookAlike.Skeleton(other.Value), StringComparison.Ordinal));

        // A name that holds brackets always gets its id, so that what stands in the last ones is always true.
        return isTaken || LookAlike.NeedsId(name) ? $"{name} ({IdOf(member)})" : name;
    }

    /// <summary>
    /// The begin of an id, or all of it where somebody made one that begins alike: that takes hours of drawing keys, no more.
    /// </summary>
    private string IdOf(MemberId member)
        => _names.Keys.Any(other => other != member && string.Equals(other.ToShortText(), member.ToShortText(), StringComparison.Ordinal))
            ? member.ToHex()
            : member.ToShortText();

    /// <summary>Those that a person means by a name or the begin of an id.</summary>
    public IReadOnlyList<RoomMember> Find(IEnumerable<RoomMember> members, string given)
    {
        RoomMember[] all = [.. members];
        RoomMember[] exact = [.. all.Where(member => string.Equals(Of(member.Id), given, StringComparison.OrdinalIgnoreCase))];
        return exact.Length > 0 ? exact :
        [
            .. all.Where(member => string.Equals(Fold(member.Name), Fold(given), StringComparison.Ordinal)
                || (given.Length >= 4 && member.Id.ToHex().StartsWith(given, StringComparison.OrdinalIgnoreCase))),
        ];
    }

    /// <summary>The one that a person means by a name, or who alone is there where none is given.</summary>
    /// <exception cref="CommandException">Nobody, or several.</exception>
    public RoomMember One(IEnumerable<RoomMember> members, string given)
    {
        IReadOnlyList<RoomMember> found = given.Length == 0 ? [.. members] : Find(members, given);
        return found switch
        {
            [RoomMember only] => only,
            [] => throw CommandException.Usage(
                given.Length == 0 ? "nobody is here" : $"nobody here is called '{given}'; /who lists everyone"),
            _ => throw CommandException.Usage(given.Length == 0 ? "say who" : $"several are called '{given}'; use the id from /who"),
        };
    }

    /// <summary>As people type a name: without regard to case, spaces, accents and width.</summary>
    private static string Fold(string name)
    {
        StringBuilder folded = new();
        foreach (Rune rune in name.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol)
            {
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
            }
        }

        return folded.ToString();
    }
}
