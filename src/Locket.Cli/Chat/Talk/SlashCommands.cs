using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Locket.Cli.Chat.Faces;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Errors;
using Locket.Cli.Operations;
using Locket.Cli.Terminal;
using Locket.Client;
using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>Does what the commands inside the conversation say.</summary>
internal sealed class SlashCommands : IDisposable
{
    /// <summary>What a room takes (docs/protocol.md, "Limits of a member").</summary>
    private const long LongestFileInBytes = 64L * 1024 * 1024;

    /// <summary>As many as a room has members.</summary>
    private const int MostOffers = 32;

    /// <summary>How long the conversation stands still, at most, while a file is opened.</summary>
    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(5);

    private readonly IChatRoom _room;
    private readonly IChatFace _face;
    private readonly ChatSetup _setup;
    private readonly NameBook _names;
    private readonly ChatEvents _events;
    private readonly List<MoveOffered> _offers = [];
    private long? _newestFile;
    private long? _newestOffer;

    public SlashCommands(IChatRoom room, IChatFace face, ChatSetup setup, NameBook names, ChatEvents events)
    {
        _room = room;
        _face = face;
        _setup = setup;
        _names = names;
        _events = events;
    }

    public MoveTarget? Target { get; private set; }

    private IEnumerable<RoomMember> Paired => _room.Members.Where(member => member.IsPaired);

    /// <summary>Keeps in mind what commands refer to; an offer becomes this object's own.</summary>
    public void Note(RoomEvent found)
    {
        if (found is MoveOffered offer)
        {
            // Each member's own newest: nobody can put an offer in the place of one that the user has read.
            MoveOffered? before = _offers.Find(other => other.From == offer.From) ?? (_offers.Count == MostOffers ? _offers[0] : null);
            if (before is not null)
            {
                _offers.Remove(before);
                before.Dispose();
            }

            _offers.Add(offer);
        }

        _newestFile = (found as FileEnded)?.File ?? _newestFile;
        _newestOffer = (found as FileOffered)?.File ?? _newestOffer;
    }

    /// <summary>Zeroes the passwords of rooms that were offered.</summary>
    public void Dispose() => _offers.ForEach(offer => offer.Dispose());

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
                await SendAsync(rest);
                break;
            case "/save":
                await SaveAsync(rest);
                break;
            case "/drop":
                await DropAsync(rest);
                break;
            case "/invite":
                _face.ShowInvitation(_events.New("invitation") with { Invitation = _setup.Invitation.ToText() });
                break;
            case "/unlock":
                await _room.UnlockAsync();
                break;
            case "/pair":
                await _room.PairAgainAsync(One(rest, rest.Length == 0 ? Paired : _room.Members).Id);
                break;
            case "/move":
                return await MoveAsync(rest);
            case "/join":
                return Join(rest);
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
                (false, _) => Invariant(
                    $"not paired yet: gets no messages, sent something {Age(member.LastHeard)}; another password, perhaps, or /unlock is needed"),
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
        RoomMember[] members = name.Length > 0 ? [One(name, Paired)] : [.. Paired];
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

    private async Task SendAsync(string file)
    {
        if (file.Length == 0)
        {
            throw CommandException.Usage("say which file: /send FILE");
        }

        string path = _setup.Console.FullPath(file);
        FileStream content = await OpenAsync(path);
        bool isTaken = false;
        try
        {
            if (content.Length > LongestFileInBytes)
            {
                throw CommandException.Usage($"a file has at most {Shown.Size(LongestFileInBytes)}, this has {Shown.Size(content.Length)}");
            }

            string name = Path.GetFileName(path);
            long length = content.Length;
            long local = await _room.SendFileAsync(content, name);
            isTaken = true;
            _face.ShowOwn(_events.New("own") with
            {
                Local = local,
                Text = $"{name}, {Shown.Size(length)}",
                Name = _setup.Name,
                Kind = "file",
            });
        }
        finally
        {
            if (!isTaken)
            {
                await content.DisposeAsync();
            }
        }
    }

    /// <summary>Apart from the conversation, which a file system that does not answer must not stop.</summary>
    private static async Task<FileStream> OpenAsync(string path)
    {
        Task<FileStream> opening = Task.Run(() => SendableFile.Open(path));
        try
        {
            return await opening.WaitAsync(LongestOpening);
        }
        catch (TimeoutException late)
        {
            _ = opening.ContinueWith(
                opened => opened.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw new IOException($"{path} cannot be opened: its file system does not answer", late);
        }
    }

    private async Task DropAsync(string rest)
    {
        bool isNumber = long.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        if (!isNumber && rest.Length > 0)
        {
            throw CommandException.Usage("say which file: /drop N");
        }

        long file = isNumber ? FileOf(number) : _newestOffer ?? throw CommandException.Usage("no file came");
        await _room.DropFileAsync(file);
        _face.Show(_events.New("file-dropped") with { File = _events.NumberOf(file) });
    }

    private async Task SaveAsync(string rest)
    {
        string[] words = rest.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        bool isNumbered = words.Length > 0 && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        long? number = isNumbered ? long.Parse(words[0], CultureInfo.InvariantCulture) : null;
        string folder = isNumbered ? words.ElementAtOrDefault(1) ?? "." : rest.Length > 0 ? rest : ".";
        long file = (number is { } given ? FileOf(given) : _newestFile) ?? throw CommandException.Usage("no file came that could be saved");
        string full = _setup.Console.FullPath(folder);
        if (!Directory.Exists(full))
        {
            throw CommandException.Usage($"there is no folder '{Shown.Text(folder)}'; /save [N] FOLDER writes into one that is there");
        }

        string path = await _room.SaveFileAsync(file, full);
        _face.Show(_events.New("file-saved") with { File = _events.NumberOf(file), Path = path });
    }

    private long FileOf(long number) => _events.FileOf(number) ?? throw CommandException.Usage(
        _events.NewestFile == 0 ? "no file came yet" : Invariant($"there is no file {number}; the newest is {_events.NewestFile}"));

    private async Task<ChatEnd?> MoveAsync(string names)
    {
        string[] words = names.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<RoomMember> named = words.Length > 0 ? words.Select(word => One(word, Paired)) : Paired;
        MemberId[] members = [.. named.Select(member => member.Id).Distinct()];
        if (members.Length == 0)
        {
            throw CommandException.Usage("nobody is here to go with");
        }

        Invitation invitation = _setup.Invitation with { Code = RoomCode.Generate(), Pin = Pin() };
        Password password = MakePassword();
        try
        {
            await _room.SendMoveAsync(members, invitation.ToText(), password);
            string asked = string.Join(", ", members.Select(member => Shown.Text(_names.Of(member))));
            _face.Say([$"asked {asked} to come along; they say /join"]);
        }
        catch
        {
            password.Dispose();
            throw;
        }

        Target = new MoveTarget(invitation, password);
        return ChatEnd.Moved;
    }

    private static Password MakePassword()
    {
        char[] text = NewPassword.Make(NewPassword.LengthFor(NewPassword.DefaultBits));
        try
        {
            return new Password(text);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }

    /// <summary>What the others must find at the relay. HOST:PORT alone tells them nothing, and what this side found there does.</summary>
    private ReadOnlyMemory<byte> Pin()
        => _setup.Invitation.Pin.IsEmpty && !_room.HasMetRelay
            ? throw CommandException.Usage("the relay was not reached yet, so that nobody could be told how to know it")
            : _setup.Invitation.Pin.IsEmpty ? _room.LearnedPin : _setup.Invitation.Pin;

    private ChatEnd Join(string name)
    {
        // Whoever offered has often left already, so that only the offers know who that was.
        MoveOffered[] found = name.Length == 0 ? [.. _offers] : [.. _offers.Where(offer => IsCalled(offer.From, name))];
        MoveOffered chosen = found switch
        {
            [MoveOffered only] => only,
            [] when name.Length == 0 => throw CommandException.Usage("nobody offered another room"),
            [] => throw CommandException.Usage($"nobody called '{name}' offered another room"),
            _ => throw CommandException.Usage(
                "several offered another room: say /join and one of "
                    + string.Join(", ", found.Select(offer => Shown.Text(_names.Of(offer.From))))),
        };
        Target = Invitation.TryParse(chosen.Invitation, out Invitation? invitation, out string? problem)
            ? new MoveTarget(invitation, chosen.CopyPassword())
            : throw CommandException.Usage($"the other room's invitation is damaged: {problem}");
        return ChatEnd.Moved;
    }

    private bool IsCalled(MemberId member, string name)
        => string.Equals(_names.Of(member), name, StringComparison.OrdinalIgnoreCase)
            || (name.Length >= 4 && member.ToHex().StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private RoomMember One(string name, IEnumerable<RoomMember> among)
    {
        IReadOnlyList<RoomMember> found = name.Length == 0 ? [.. among] : _names.Find(among, name);
        return found switch
        {
            [RoomMember only] => only,
            [] => throw CommandException.Usage(
                name.Length == 0 ? "nobody is here" : $"nobody here is called '{name}'; /who lists everyone"),
            _ => throw CommandException.Usage(name.Length == 0 ? "say who" : $"several are called '{name}'; use the id from /who"),
        };
    }
}
