using System.Globalization;
using Locket.Cli.Chat.Faces;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>Does what the commands inside the conversation say.</summary>
internal sealed class SlashCommands : IDisposable
{
    private readonly IChatRoom _room;
    private readonly IChatFace _face;
    private readonly ChatSetup _setup;
    private readonly NameBook _names;
    private readonly ChatEvents _events;
    private readonly FileCommands _files;
    private readonly MoveCommands _moves;

    public SlashCommands(IChatRoom room, IChatFace face, ChatSetup setup, NameBook names, ChatEvents events)
    {
        _room = room;
        _face = face;
        _setup = setup;
        _names = names;
        _events = events;
        _files = new FileCommands(room, face, setup, events);
        _moves = new MoveCommands(room, face, setup, names);
    }

    /// <summary>Where to go, after <see cref="ChatEnd.Moved"/>.</summary>
    public MoveTarget? Target => _moves.Target;

    private IEnumerable<RoomMember> Paired => _room.Members.Where(member => member.IsPaired);

    /// <summary>Keeps in mind what commands refer to; an offer becomes this object's own.</summary>
    public void Note(RoomEvent found)
    {
        _moves.Note(found);
        _files.Note(found);
    }

    /// <summary>Zeroes the passwords of rooms that were offered.</summary>
    public void Dispose() => _moves.Dispose();

    /// <returns>How the conversation ends; null where it goes on.</returns>
    public async Task<ChatEnd?> RunAsync(string command, string rest)
    {
        switch (command)
        {
            case "/who":
                Who();
                break;
            case "/keys":
                Keys();
                break;
            case "/verify":
                await VerifyAsync(rest);
                break;
            case "/wire":
                Wire(rest);
                break;
            case "/send":
                await _files.SendAsync(rest);
                break;
            case "/save":
                await _files.SaveAsync(rest);
                break;
            case "/drop":
                await _files.DropAsync(rest);
                break;
            case "/invite":
                _face.ShowInvitation(_events.New("invitation") with { Invitation = _setup.Invitation.ToText() });
                break;
            case "/unlock":
                await _room.UnlockAsync();
                break;
            case "/pair":
                await _room.PairAgainAsync(_names.One(rest.Length == 0 ? Paired : _room.Members, rest).Id);
                break;
            case "/move":
                return await _moves.MoveAsync(rest);
            case "/join":
                return _moves.Join(rest);
            case "/help":
                _face.Say([.. SlashCommand.All.Select(one => $"{$"{one.Name} {one.Arguments}",-22} {one.Meaning}")]);
                break;
            case "/quit":
                return ChatEnd.Quit;
            case "/leave":
                return ChatEnd.Left;
            default:
                throw CommandException.Usage(
                    $"there is no command '{command}'; /help lists them, and //{command[1..]} would send it as text");
        }

        return null;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void Who()
    {
        List<string> lines = [Invariant($"{Shown.Text(_setup.Name)} ({_room.Id.ToShortText()}): you")];
        foreach (RoomMember member in _room.Members)
        {
            string state = (member.IsPaired, member.IsAway) switch
            {
                (false, _) => $"not paired yet: gets no messages, sent something {Age(member.LastHeard)}; "
                    + "another password, perhaps, or /unlock is needed",
                (_, true) => "away",
                _ when !member.IsConfirmed => "knows the password, has not said anything yet",
                _ => Invariant($"here, last heard {Age(member.LastHeard)}"),
            };
            string missing = member.Missing == 0 ? string.Empty : Invariant($", {member.Missing} missing");
            string name = Shown.Text(_names.Of(member.Id));
            string id = member.IsPaired ? $" ({member.Id.ToShortText()})" : string.Empty;
            lines.Add($"{name}{id}: {state}{missing}");
        }

        _face.Say(lines);
    }

    private void Keys()
    {
        string suite = _setup.Invitation.Suite == CipherSuite.Aes128 ? "AES-128-GCM" : "AES-256-GCM";
        List<string> lines = [$"{suite}, CPace and double ratchet over P-256"];
        lines.AddRange(Paired.Select(member => Invariant(
            $"{Shown.Text(_names.Of(member.Id))}: renewed {member.Renewals} {Times(member.Renewals)}, last {Age(member.LastRenewal)}")));
        _face.Say(lines.Count > 1 ? lines : [.. lines, "no keys yet: nobody is here"]);
    }

    private static string Times(long count) => count == 1 ? "time" : "times";

    private string Age(DateTimeOffset time)
    {
        double seconds = Math.Max(0, (_setup.Console.Time.GetUtcNow() - time).TotalSeconds);
        return seconds switch
        {
            < 60 => Invariant($"{(int)seconds} s ago"),
            < 3600 => Invariant($"{(int)(seconds / 60)} min ago"),
            < 86_400 => Invariant($"{(int)(seconds / 3600)} h ago"),
            _ => Invariant($"{(int)(seconds / 86_400)} days ago"),
        };
    }

    private async Task VerifyAsync(string name)
    {
        RoomMember[] members = name.Length > 0 ? [_names.One(Paired, name)] : [.. Paired];
        if (members.Length == 0)
        {
            throw CommandException.Usage("nobody is here to compare with");
        }

        foreach (RoomMember member in members)
        {
            string phrase = await _room.ComparisonPhraseAsync(member.Id, CancellationToken.None);
            _face.Say([$"{Shown.Text(_names.Of(member.Id))}: {phrase}", "compare by voice: if both see the same, nobody stands between"]);
        }
    }

    private void Wire(string value)
    {
        _room.ShowsWire = value switch
        {
            "on" => true,
            "off" => false,
            _ => throw CommandException.Usage("say /wire on or /wire off"),
        };
        _face.Say([_room.ShowsWire ? "frames are shown as they cross the network, inside TLS" : "frames are shown no longer"]);
    }
}
