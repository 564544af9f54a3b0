using Locket.Rooms.Tests.Model;
using Xunit;

namespace Locket.Rooms.Tests.Conversation;

public sealed class SavedRoomTests
{
    private const int Schedules = 40;
    private const int Steps = 60;

    /// <summary>Two runs of one schedule, with one source of random bytes: one saves and restores after every step.</summary>
    [Fact]
    public void TryRestore_AfterEveryStep_ChangesNoBodyAndNoEvent()
    {
        int said = 0;
        for (int seed = 0; seed < Schedules; seed++)
        {
            (List<string> events, List<byte[]> bodies) = Run(seed, restores: false);
            (List<string> restoredEvents, List<byte[]> restoredBodies) = Run(seed, restores: true);
            Assert.Equal(events, restoredEvents);
            Assert.Equal(bodies, restoredBodies);
            said += bodies.Count;
        }

        Assert.True(said > 20 * Schedules, "the schedules said next to nothing");
    }

    [Fact]
    public void Save_Restored_SavesTheSameBytes()
    {
        using Meeting meeting = Busy(out ModelMember alice);
        byte[] saved = alice.Save();
        alice.Restore(saved, meeting.Now);
        Assert.Equal(saved, alice.Save());
    }

    [Fact]
    public void TryRestore_CutOrLengthened_IsFalse()
    {
        using Meeting meeting = Busy(out ModelMember alice);
        byte[] saved = alice.Save();
        Random random = new(1);
        for (int i = 0; i < 400; i++)
        {
            int length = i < 100 ? i : random.Next(saved.Length);
            Assert.False(TryRestore(saved[..length], meeting.Now), $"{length} of {saved.Length} bytes");
        }

        Assert.False(TryRestore([.. saved, 0], meeting.Now));
        Assert.True(TryRestore(saved, meeting.Now));
    }

    [Fact]
    public void TryRestore_AnyByteAltered_NeverThrows()
    {
        using Meeting meeting = Busy(out ModelMember alice);
        byte[] saved = alice.Save();
        Random random = new(2);
        for (int i = 0; i < 1_500; i++)
        {
            byte[] altered = [.. saved];
            altered[random.Next(altered.Length)] ^= (byte)random.Next(1, 256);
            TryRestore(altered, meeting.Now);
        }

        byte[] otherRoom = [.. saved];
        otherRoom[1] ^= 1;
        Assert.False(TryRestore(otherRoom, meeting.Now));
        byte[] otherVersion = [.. saved];
        otherVersion[0]++;
        Assert.False(TryRestore(otherVersion, meeting.Now));
    }

    [Fact]
    public void Save_BusyRoom_HoldsNoTextThatWasSent()
    {
        using Meeting meeting = Busy(out ModelMember alice);
        byte[] saved = alice.Save();
        Assert.True(saved.AsSpan().IndexOf("waits"u8) < 0);
        Assert.True(saved.AsSpan().IndexOf("hello"u8) < 0);
        Assert.True(saved.AsSpan().IndexOf("Bob"u8) >= 0);
    }

    private static Meeting Busy(out ModelMember alice)
    {
        Meeting meeting = Meeting.OfTwo(out alice, out ModelMember bob);
        meeting.Join("Carol");
        meeting.Pass(TimeSpan.FromMinutes(1));
        bob.Room.SendFile("cat", 500_000, meeting.Now);
        bob.Room.SendText("hello", meeting.Now);
        meeting.Settle();
        alice.Room.SendFile("dog", 500_000, meeting.Now);
        alice.Room.SendText("waits", meeting.Now);
        alice.TakeEvents();
        return meeting;
    }

    private static bool TryRestore(byte[] saved, DateTimeOffset now)
    {
        using RoomKeys keys = new(ModelMember.Address, new Secrets.SecretBytes(32), CipherSuite.Aes256);
        bool isRestored = Room.TryRestore(saved, keys, new RoomOptions { Name = "any" }, now, out Room? room);
        room?.Dispose();
        return isRestored;
    }

    private static (List<string> Events, List<byte[]> Bodies) Run(int seed, bool restores)
    {
        Random random = new(seed);
        using Meeting meeting = new();
        string[] names = ["Alice", "Bob", "Carol"];
        for (int step = 0; step < Steps; step++)
        {
            ModelMember? member = meeting.Members.Count == 0 ? null : meeting.Members[random.Next(meeting.Members.Count)];
            switch (random.Next(8))
            {
                case 0 when meeting.Members.Count < names.Length:
                    meeting.Members.Add(new ModelMember(
                        names[meeting.Members.Count], meeting.Now, random.Next(5) == 0 ? "wrong" : "hello"));
                    break;
                case 1 or 2:
                    member?.Room.SendText($"text {step}", meeting.Now);
                    break;
                case 3 when member is not null && member.Room.Members.Any(other => other.IsPaired) && member.Of<FileOffered>().Count() < 2:
                    long file = member.Room.SendFile("f", 3, meeting.Now);
                    member.Room.SendPiece(file, [1, 2, 3], meeting.Now);
                    member.Room.FinishFile(file, meeting.Now);
                    break;
                case 4:
                    member?.Room.MarkRead(member.Room.Position, meeting.Now);
                    break;
                case 5:
                    meeting.Pass(TimeSpan.FromSeconds(random.Next(40)));
                    break;
                default:
                    member?.Send(meeting.Relay, meeting.Now);
                    member?.CatchUp(meeting.Relay, meeting.Now);
                    break;
            }

            foreach (ModelMember each in meeting.Members)
            {
                each.TakeEvents();
                if (restores)
                {
                    each.Restore(each.Save(), meeting.Now);
                }

                each.Room.CaughtUp(1, Math.Max(each.Room.Position, meeting.Relay.Head), meeting.Now);
                each.TakeEvents();
            }
        }

        meeting.Settle();
        return ([.. meeting.Members.SelectMany(member => member.Events.Select(Describe))], meeting.Relay.Bodies);
    }

    private static string Describe(RoomEvent roomEvent) => roomEvent switch
    {
        TextReceived text => $"text {text.From} {text.Seq} {text.Text} {text.SentAt:O}",
        TextSent sent => $"sent {sent.Local} {sent.Number} {sent.BodyLengthInBytes}",
        FileOffered file => $"file {file.File} {file.From} {file.Seq}",
        FilePiece piece => $"piece {piece.File} {piece.Index}",
        SecurityEvent alarm => $"alarm {alarm.Kind} {alarm.Member} {alarm.Seq} {alarm.Count}",
        AttemptCounted attempt => $"attempt {attempt.Side} {attempt.Count} {attempt.Member}",
        Delivered delivered => $"delivered {delivered.Local} {delivered.Member}",
        Read read => $"read {read.Local} {read.Member}",
        EntryStored stored => $"stored {stored.Local} {stored.Seq}",
        KeysRenewed renewed => $"renewed {renewed.Member} {renewed.Count}",
        MissingChanged missing => $"missing {missing.Member} {missing.Missing}",
        _ => roomEvent.ToString(),
    };
}
