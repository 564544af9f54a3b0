using Locket.Rooms.Randomness;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Model;

/// <summary>A room of one member, with its keys and everything that it has said.</summary>
internal sealed class ModelMember : IDisposable
{
    private readonly RoomKeys _keys;
    private readonly RoomOptions _options;
    private readonly IRandomSource _random;

    public ModelMember(
        string name,
        DateTimeOffset now,
        string password = "hello",
        CipherSuite suite = CipherSuite.Aes256,
        RoomOptions? options = null,
        string? seed = null,
        byte[]? attempts = null)
    {
        Name = name;
        _keys = new RoomKeys(Address, Secret(password), suite);
        _options = (options ?? new RoomOptions { Name = name }) with { Name = name };
        _random = new SeededRandom(seed ?? name);
        Room = Room.Create(_keys, _options, attempts, now, _random);
        TakeEvents();
    }

    public static byte[] Address => "0123456789abcdef"u8.ToArray();

    public string Name { get; }

    public Room Room { get; private set; }

    public MemberId Id => Room.Id;

    public List<RoomEvent> Events { get; } = [];

    public IEnumerable<T> Of<T>()
        where T : RoomEvent => Events.OfType<T>();

    public List<string> Texts => [.. Of<TextReceived>().Select(text => text.Text)];

    public List<SecurityEventKind> Alarms => [.. Of<SecurityEvent>().Select(alarm => alarm.Kind)];

    public void TakeEvents()
    {
        while (Room.TryTakeEvent(out RoomEvent? roomEvent))
        {
            Assert.Equal(roomEvent.GetType().Name, roomEvent.ToString());
            Events.Add(roomEvent);
        }
    }

    public byte[] Save()
    {
        using SavedRoom saved = Room.Save();
        return saved.Bytes.ToArray();
    }

    public void Restore(byte[] saved, DateTimeOffset now)
    {
        Room.Dispose();
        Assert.True(Room.TryRestore(saved, _keys, _options, now, _random, out Room? room));
        Room = room;
    }

    /// <summary>What somebody has who stole a saved state: the same room with other random bytes.</summary>
    public ModelMember Thief(byte[] saved, DateTimeOffset now)
    {
        ModelMember thief = new(Name, now, seed: "thief");
        thief.Restore(saved, now);
        return thief;
    }

    public void Receive(ModelRelay relay, long seq, DateTimeOffset now)
    {
        Room.Receive(new RoomEntry(seq, now, relay.BodyAt(seq)), now);
        TakeEvents();
    }

    /// <summary>Brings everything that is in the log, and says that this is all.</summary>
    public void CatchUp(ModelRelay relay, DateTimeOffset now)
    {
        for (long seq = Math.Max(Room.Position + 1, relay.First); seq <= relay.Head; seq++)
        {
            Receive(relay, seq, now);
        }

        Room.CaughtUp(1, Math.Max(relay.Head, 0), now);
        TakeEvents();
    }

    /// <summary>Gives the relay what is in the outbox.</summary>
    public bool Send(ModelRelay relay, DateTimeOffset now)
    {
        OutboxEntry[] entries = [.. Room.Outbox];
        foreach (OutboxEntry entry in entries)
        {
            (byte[] id, long seq) = relay.Append(entry.Body);
            Assert.Equal(entry.Id.ToArray(), id);
            Room.Stored(id, seq, now);
            TakeEvents();
        }

        return entries.Length > 0;
    }

    public void Dispose()
    {
        Room.Dispose();
        _keys.Dispose();
    }

    private static SecretBytes Secret(string password)
        => new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(password)));
}
