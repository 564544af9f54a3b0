using System.Text.Json;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Json;
using Locket.Relay;
using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>Turns news of the room into what is shown, logged and written as JSON.</summary>
internal sealed class ChatEvents
{
    private readonly NameBook _names;
    private readonly TimeProvider _time;
    private readonly Func<Invitation, bool> _isHere;
    private readonly bool _revealsPasswords;
    private readonly Dictionary<MemberId, string> _told = [];
    private readonly Dictionary<long, long> _numbers = [];
    private readonly List<long> _files = [];

    /// <param name="names">What members are called.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isHere">Whether a room is at this room's relay.</param>
    /// <param name="revealsPasswords">Whether a program reads along, which gets the passwords of rooms that are offered.</param>
    public ChatEvents(NameBook names, TimeProvider time, Func<Invitation, bool> isHere, bool revealsPasswords)
    {
        _names = names;
        _time = time;
        _isHere = isHere;
        _revealsPasswords = revealsPasswords;
    }

    /// <summary>The number of the newest file that came; 0 before one did.</summary>
    public long NewestFile => _files.Count;

    /// <summary>The number that people know a file by: from 1, in the order of coming. The room's own count what was sent, too.</summary>
    public long NumberOf(long file)
    {
        if (!_numbers.TryGetValue(file, out long number))
        {
            _files.Add(file);
            number = _files.Count;
            _numbers[file] = number;
        }

        return number;
    }

    /// <summary>The room's own number of a file; null where there is none of that number.</summary>
    public long? FileOf(long number) => number >= 1 && number <= _files.Count ? _files[(int)number - 1] : null;

    /// <summary>What the relay of this process refused.</summary>
    public static ChatEventJson OfRelay(RelayEvent found) => new()
    {
        Event = "security-event",
        Time = found.Time,
        Id = (int)found.Kind,
        Kind = NameOf(found.Kind),
        Detail = $"relay, address {found.Peer}",
    };

    public ChatEventJson New(string name) => new() { Event = name, Time = _time.GetUtcNow() };

    /// <returns>Null for what is not shown: pieces of files.</returns>
    public ChatEventJson? From(ChatNews news) => news switch
    {
        RoomNews { Event: SecurityEvent found } => Of("security-event", found.Member) with
        {
            Id = (int)found.Kind,
            Kind = NameOf(found.Kind),
            Seq = found.Seq > 0 ? found.Seq : null,
            Count = found.Count,
            Detail = found.FloodOf == SecurityEventKind.None ? null : NameOf(found.FloodOf),
        },
        RoomNews room => FromMessage(room.Event) ?? FromMember(room.Event) ?? FromFile(room.Event),
        LinkNews link => New(link.State == LinkState.Connected ? "connected" : "disconnected") with { Detail = link.Detail },
        WireNews wire => New("wire") with
        {
            Direction = wire.IsSent ? "out" : "in",
            LengthInBytes = wire.Bytes.Length,
            Bytes = Convert.ToHexStringLower(wire.Bytes.Span),
        },
        TroubleNews trouble => New(trouble.Event) with
        {
            Detail = trouble.Detail,
            File = trouble.File is { } file ? NumberOf(file) : null,
            Local = trouble.Local,
        },
        RelayNews relay => OfRelay(relay.Event),
        _ => null,
    };

    private static string NameOf<T>(T kind)
        where T : struct, Enum
        => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private ChatEventJson? FromMessage(RoomEvent found) => found switch
    {
        TextReceived text => Of("message", text.From) with
        {
            Text = text.Text,
            Seq = text.Seq,
            SentAt = text.IsClockOff ? null : text.SentAt,
            Time = text.IsClockOff ? text.RelayTime : text.SentAt,
            WithoutCopy = text.WithoutCopy.Count == 0 ? null : [.. text.WithoutCopy.Select(_names.Of)],
        },
        TextQueued queued => New("queued") with { Local = queued.Local },
        TextSent sent => New("sent") with
        {
            Local = sent.Local,
            Readers = sent.Recipients.Count,
            LengthInBytes = sent.BodyLengthInBytes,
        },
        EntryStored stored => New("stored") with { Local = stored.Local, Seq = stored.Seq },
        Delivered delivered => Of("delivered", delivered.Member) with { Local = delivered.Local },
        Read read => Of("read", read.Member) with { Local = read.Local },
        MissingChanged missing => Of("missing", missing.Member) with { Count = missing.Missing },
        _ => null,
    };

    private ChatEventJson? FromMember(RoomEvent found) => found switch
    {
        Paired paired => Told(Of("joined", paired.Member), paired.Member),
        Named named => Told(Of("named", named.Member), named.Member),
        Left left => Of("left", left.Member),
        Away { IsAway: true } away => Of("away", away.Member),
        Away away => Of("back", away.Member),
        KeysRenewed renewed => Of("keys-renewed", renewed.Member) with { Count = renewed.Count },
        AttemptCounted attempt => Of("wrong-password", attempt.Member) with
        {
            Count = attempt.Count,
            Kind = attempt.Side == AttemptSource.Here ? "here" : "elsewhere",
        },
        AttemptGivenBack back => Of("wrong-password-taken-back", back.Member) with { Count = back.Count },
        Confirmed confirmed => Of("confirmed", confirmed.Member),
        RefusedByPeer refused => Of("refused", refused.Member),
        Locked => New("locked"),
        Unlocked => New("unlocked"),
        PairAgainAsked asked => Of("pair-again-asked", asked.Member),
        OtherVersion version => Of("other-version", version.Member) with { Count = version.Version },
        OtherSuite suite => Of("other-suite", suite.Member),
        LogBegunAnew => New("log-begun-anew"),
        PerhapsLost lost => New("perhaps-lost") with { Count = lost.Locals.Count, Locals = lost.Locals },
        MoveOffered move => OfOffer(move),
        _ => null,
    };

    private ChatEventJson? FromFile(RoomEvent found) => found switch
    {
        FileOffered file => Of("file-offered", file.From) with
        {
            File = NumberOf(file.File),
            Text = file.Name,
            LengthInBytes = file.LengthInBytes,
            Seq = file.Seq,
            WithoutCopy = file.WithoutCopy.Count == 0 ? null : [.. file.WithoutCopy.Select(_names.Of)],
        },
        FileEnded file => Of("file-received", file.From) with { File = NumberOf(file.File), Seq = file.Seq },
        FileStopped { Reason: FileStopReason.ReadersLeft } file => New("file-stopped") with
        {
            Local = file.File,
            Kind = NameOf(file.Reason),
        },
        FileStopped file => Of("file-stopped", file.Member) with { File = NumberOf(file.File), Kind = NameOf(file.Reason) },
        FileSent file => New("sent") with { Local = file.Local, Kind = "file" },
        FilePiece => null,
        _ => New("other") with { Kind = found.ToString() },
    };

    private ChatEventJson OfOffer(MoveOffered move)
    {
        bool isRight = Invitation.TryParse(move.Invitation, out Invitation? invitation, out _);
        return Of("move-offered", move.From) with
        {
            Seq = move.Seq,
            Invitation = move.Invitation,
            Password = _revealsPasswords ? move.RevealPassword() : null,
            Address = isRight ? RelayPlace.Of(invitation!) : null,
            Kind = isRight && _isHere(invitation!) ? "this-relay" : "other-relay",
        };
    }

    private ChatEventJson Of(string name, MemberId? member) => member is { } id
        ? New(name) with { Member = id.ToHex(), Name = _names.Of(id) }
        : New(name);

    /// <summary>
    /// Of kind <c>known</c> where that name was told already, and <c>renamed</c>, with the name before, where another one was: a name alone
    /// would look like somebody else who came.
    /// </summary>
    private ChatEventJson Told(ChatEventJson found, MemberId member)
    {
        string name = _names.Of(member);
        string? before = _told.GetValueOrDefault(member);
        _told[member] = name;
        return string.Equals(name, before, StringComparison.Ordinal) ? found with { Kind = "known" }
            : before is null || member.ToHex().StartsWith(before, StringComparison.Ordinal) ? found
            : found with { Kind = "renamed", Detail = before };
    }
}
