using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Locket.Client.Engine;
using Locket.Rooms;
using Locket.Secrets;
using Locket.Wire;

namespace Locket.Client.Tests.TestSupport;

/// <summary>
/// A room without secrets: bodies are sender, number, kind and content in the clear. It has the properties that the loop relies on: an
/// outbox in order, a position, each message once by its number, and a state that restores.
/// </summary>
internal sealed class FakeEngine : IRoomEngine
{
    private const int HeadInBytes = MemberId.LengthInBytes + sizeof(long) + 1;
    private const byte TextKind = 1;
    private const byte OfferKind = 2;
    private const byte PieceKind = 3;
    private const byte EndKind = 4;
    private const byte ByeKind = 5;

    private readonly RoomAddress _address;
    private readonly Queue<RoomEvent> _events = new();
    private readonly List<OutboxEntry> _outbox = [];
    private readonly Dictionary<MemberId, long> _last = [];
    private readonly Dictionary<long, int> _pieces = [];
    private long _next = 1;

    public FakeEngine(RoomAddress address, MemberId? id = null)
    {
        _address = address;
        Id = id ?? MemberId.FromBytes(RandomNumberGenerator.GetBytes(MemberId.LengthInBytes));
    }

    public MemberId Id { get; private set; }

    public IReadOnlyList<RoomMember> Members => [];

    public bool IsMeeting => false;

    public long Position { get; private set; }

    public IReadOnlyList<OutboxEntry> Outbox => _outbox;

    public DateTimeOffset? NextDue { get; set; }

    public int Ticks { get; private set; }

    /// <summary>Gets when it was told the time the last time, due or not.</summary>
    public DateTimeOffset? ToldTime { get; private set; }

    public byte[] Attempts { get; set; } = [];

    public bool IsDisposed { get; private set; }

    public static FakeEngine Restore(RoomAddress address, ReadOnlySpan<byte> saved)
    {
        FakeEngine room = new(address, MemberId.FromBytes(saved[..MemberId.LengthInBytes]));
        using BinaryReader reader = new(new MemoryStream(saved[MemberId.LengthInBytes..].ToArray()));
        room.Position = reader.ReadInt64();
        room._next = reader.ReadInt64();
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            room.Queue(reader.ReadBytes(reader.ReadInt32()));
        }

        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            room._last[MemberId.FromBytes(reader.ReadBytes(MemberId.LengthInBytes))] = reader.ReadInt64();
        }

        return room;
    }

    public SecretBytes Save()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(Bytes(Id));
        writer.Write(Position);
        writer.Write(_next);
        writer.Write(_outbox.Count);
        foreach (OutboxEntry entry in _outbox)
        {
            writer.Write(entry.Body.Length);
            writer.Write(entry.Body.Span);
        }

        writer.Write(_last.Count);
        foreach ((MemberId member, long number) in _last)
        {
            writer.Write(Bytes(member));
            writer.Write(number);
        }

        return new SecretBytes(stream.ToArray());
    }

    public byte[] SaveAttempts() => Attempts;

    public void Receive(RoomEntry entry, DateTimeOffset now)
    {
        if (entry.Seq <= Position)
        {
            throw new InvalidOperationException("an entry came twice");
        }

        Position = entry.Seq;
        if (entry.Body.Length < HeadInBytes)
        {
            _events.Enqueue(new SecurityEvent(SecurityEventKind.Malformed, null, entry.Seq));
            return;
        }

        MemberId from = MemberId.FromBytes(entry.Body[..MemberId.LengthInBytes]);
        long number = BinaryPrimitives.ReadInt64BigEndian(entry.Body[MemberId.LengthInBytes..]);
        if (from == Id || number <= _last.GetValueOrDefault(from))
        {
            return;
        }

        _last[from] = number;
        ReadOnlySpan<byte> content = entry.Body[HeadInBytes..];
        switch (entry.Body[HeadInBytes - 1])
        {
            case TextKind:
                _events.Enqueue(new TextReceived(from, entry.Seq, now, entry.Time, false, Encoding.UTF8.GetString(content), []));
                break;
            case OfferKind:
                _events.Enqueue(new FileOffered(
                    Number(content), from, entry.Seq, now, entry.Time, Encoding.UTF8.GetString(content[16..]), Number(content[8..]), []));
                break;
            case PieceKind:
                int index = _pieces[Number(content)] = _pieces.GetValueOrDefault(Number(content), -1) + 1;
                _events.Enqueue(new FilePiece(Number(content), from, entry.Seq, index, 0, content[8..].ToArray()));
                break;
            case EndKind:
                _events.Enqueue(new FileEnded(Number(content), from, entry.Seq));
                break;
            case ByeKind:
                _events.Enqueue(new Left(from));
                break;
            default:
                throw new InvalidOperationException("an unknown kind");
        }
    }

    public void Stored(ReadOnlySpan<byte> entryId, long seq, DateTimeOffset now)
    {
        byte[] id = entryId.ToArray();
        int index = _outbox.FindIndex(entry => entry.Id.Span.SequenceEqual(id));
        if (index >= 0)
        {
            long number = Number(_outbox[index].Body.Span[MemberId.LengthInBytes..]);
            _outbox.RemoveAt(index);
            _events.Enqueue(new EntryStored(number, seq));
        }
    }

    public void CaughtUp(long oldest, long head, DateTimeOffset now)
    {
        if (head < Position)
        {
            Position = head;
            _events.Enqueue(new LogBegunAnew(oldest, head));
        }
    }

    public void Tick(DateTimeOffset now)
    {
        ToldTime = now;
        if (NextDue <= now)
        {
            Ticks++;
            NextDue = null;
            _events.Enqueue(new Unlocked());
        }
    }

    public long SendText(string text, DateTimeOffset now)
        => text.Length == 0 ? throw new ArgumentException("empty", nameof(text)) : Send(TextKind, Encoding.UTF8.GetBytes(text));

    public long SendFile(string name, long lengthInBytes, DateTimeOffset now)
    {
        long file = _next;
        return Send(OfferKind, [.. Bytes(file), .. Bytes(lengthInBytes), .. Encoding.UTF8.GetBytes(name)]);
    }

    public bool WantsPieces(long file) => _outbox.Count < 4;

    public void SendPiece(long file, ReadOnlySpan<byte> bytes, DateTimeOffset now) => Send(PieceKind, [.. Bytes(file), .. bytes]);

    public void FinishFile(long file, DateTimeOffset now) => Send(EndKind, Bytes(file));

    public void StopFile(long file, DateTimeOffset now) => Send(TextKind, "stopped"u8.ToArray());

    public void MarkRead(long seq, DateTimeOffset now)
    {
        // Nobody is told here.
    }

    public void Unlock(DateTimeOffset now) => _events.Enqueue(new Unlocked());

    public void PairAgain(MemberId member, DateTimeOffset now) => _events.Enqueue(new Paired(member));

    public string ComparisonPhrase(MemberId member) => member.ToShortText();

    public long SendMove(IReadOnlyCollection<MemberId> members, string invitation, Password password, DateTimeOffset now)
        => throw new InvalidOperationException("nobody is here");

    public void Leave(DateTimeOffset now) => Send(ByeKind, []);

    public bool TryTakeEvent([NotNullWhen(true)] out RoomEvent? roomEvent) => _events.TryDequeue(out roomEvent);

    public void Dispose() => IsDisposed = true;

    private static byte[] Bytes(MemberId member)
    {
        byte[] bytes = new byte[MemberId.LengthInBytes];
        member.CopyTo(bytes);
        return bytes;
    }

    private static byte[] Bytes(long number)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    private static long Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes);

    private long Send(byte kind, byte[] content)
    {
        long number = _next++;
        Queue([.. Bytes(Id), .. Bytes(number), kind, .. content]);
        return number;
    }

    private void Queue(byte[] body)
    {
        byte[] id = new byte[EntryId.LengthInBytes];
        EntryId.Compute(_address, body).Write(id);
        _outbox.Add(new OutboxEntry(id, body));
    }
}
