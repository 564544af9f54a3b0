using System.IO.Pipelines;
using Locket.Client.Tests.TestSupport;
using Locket.Rooms;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Client.Tests;

/// <summary>Everything together: rooms with a password, a relay over TLS, folders that keep them.</summary>
[Collection(NetworkGroup.Name)]
public sealed class RealRoomTests
{
    private static readonly RoomOptions Options = new() { Name = "somebody", LongestNoticeDelay = TimeSpan.Zero };

    [Fact]
    public async Task Clients_WithOnePassword_PairTalkAndSendAFile()
    {
        using TempFolder folder = new();
        using RoomKeys keys = Keys("hello");
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using CuttingProxy proxy = new(relay.Port, [6000, 2000, 300_000, 500_000]);
        await using Talk alice = Talk.Start(Room(keys), keys, relay.Target with { Port = proxy.Port });
        await using Talk bob = Talk.Start(Room(keys), keys, relay.Target);
        await PairAsync(alice, bob);
        foreach (string text in (string[])["hello", "hi", "hi", "bye"])
        {
            long local = await alice.Client.SendTextAsync(text);
            TextReceived heard = await bob.HearAsync<TextReceived>();
            Assert.Equal((text, alice.Client.Id), (heard.Text, heard.From));
            await bob.Client.MarkReadAsync(heard.Seq);
            await alice.HearAsync<Delivered>(told => told.Local == local);
            await bob.Client.SendTextAsync(text + " back");
            Assert.Equal(text + " back", (await alice.HearAsync<TextReceived>()).Text);
        }

        byte[] content = new byte[1_500_000];
        new Random(1).NextBytes(content);
        await alice.Client.SendFileAsync(new MemoryStream(content), "photo.png");
        FileEnded file = await bob.HearAsync<FileEnded>();
        string path = await bob.Client.SaveFileAsync(file.File, folder.Path, Waiting.Stop);
        Assert.Equal(content, await File.ReadAllBytesAsync(path, Waiting.Stop));
        Assert.True(proxy.Cuts > 2, $"only {proxy.Cuts} cuts");
        Assert.DoesNotContain(bob.Heard, told => told is SecurityEvent);
        await alice.DisposeAsync();
        Assert.Equal(alice.Client.Id, (await bob.HearAsync<Left>()).Member);
    }

    [Fact]
    public async Task Clients_TheLargestFile_GoesOnAfterEachLostConnection()
    {
        using TempFolder folder = new();
        using RoomKeys keys = Keys("hello");
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using CuttingProxy hers = new(relay.Port, [9_000_000, 40_000_000, 5_000]);
        await using CuttingProxy his = new(relay.Port, [20_000_000, 7_000_000, 10_000_000]);
        await using Talk alice = Talk.Start(Room(keys), keys, relay.Target with { Port = hers.Port });
        await using Talk bob = Talk.Start(Room(keys), keys, relay.Target with { Port = his.Port });
        await alice.HearAsync<Paired>();
        await bob.HearAsync<Paired>();
        byte[] content = new byte[RoomClient.MaxFileInBytes];
        new Random(64).NextBytes(content);
        await alice.Client.SendFileAsync(new MemoryStream(content), "film.mp4");
        FileEnded file = await bob.HearAsync<FileEnded>();
        string path = await bob.Client.SaveFileAsync(file.File, folder.Path, Waiting.Stop);
        byte[] saved = await File.ReadAllBytesAsync(path, Waiting.Stop);
        Assert.True(content.AsSpan().SequenceEqual(saved));
        Assert.Equal((3, 3), (hers.Cuts, his.Cuts));
    }

    [Fact]
    public async Task Client_WithAnotherPassword_IsCountedAndTheCountIsKept()
    {
        using TempFolder folder = new();
        using RoomAddressKeys address = RoomAddressKeys.Derive(RoomCode.Generate(), Waiting.Stop);
        using Password right = new("hello");
        using Password wrong = new("hallo");
        using RoomKeys keys = address.WithPassword(right, CipherSuite.Aes256, Waiting.Stop);
        using RoomKeys others = address.WithPassword(wrong, CipherSuite.Aes256, Waiting.Stop);
        AttemptFile attempts = new(keys.Address, folder.Path);
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Talk alice = Talk.Start(Room(keys), keys, relay.Target, attempts: attempts);
        await alice.WaitForAsync<RelayCaughtUp>();
        await alice.HearStoredAsync();
        await using Talk mallory = Talk.Start(Room(others), others, relay.Target);
        await alice.HearAsync<AttemptCounted>();

        // It was on the disk before it was shown.
        using Room again = Rooms.Room.Create(keys, Options, attempts.Read(), DateTimeOffset.UtcNow);
        Assert.Equal(attempts.Read(), again.SaveAttempts());
        Assert.NotEmpty(attempts.Read());
    }

    [Fact]
    public async Task Client_WhoseRoomIsKept_GoesOnAfterwardsWithoutPairing()
    {
        using TempFolder folder = new();
        using RoomKeys keys = Keys("hello");
        using Password password = Talker.Password;
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Talk bob = Talk.Start(Room(keys), keys, relay.Target);
        MemberId id;
        using (RoomFolder kept = RoomFolder.Open(folder.File("kept"), password, Talker.Kdf))
        {
            Assert.False(kept.TryRestore(keys, Options, DateTimeOffset.UtcNow, out _));
            await using Talk alice = Talk.Start(Room(keys), keys, relay.Target, kept);
            id = alice.Client.Id;
            await PairAsync(alice, bob);
            await alice.Client.SendTextAsync("one");
            await bob.HearAsync<TextReceived>();
        }

        await bob.Client.SendTextAsync("while away");
        await bob.Client.FlushAsync(Waiting.Stop).PatientlyAsync();
        using RoomFolder again = RoomFolder.Open(folder.File("kept"), password);
        Assert.Equal((string[])["one"], again.ReadHistory().Select(item => item.Text).ToArray());
        await using (Talk alice = Talk.Start(Restored(again, keys), keys, relay.Target, again))
        {
            Assert.Equal(id, alice.Client.Id);
            Assert.Equal("while away", (await alice.HearAsync<TextReceived>()).Text);
            await alice.Client.SendTextAsync("two");
            Assert.Equal("two", (await bob.HearAsync<TextReceived>()).Text);
            Assert.DoesNotContain(alice.Heard, told => told is Paired);
        }

        Assert.Equal((string[])["one", "while away", "two"], again.ReadHistory().Select(item => item.Text).ToArray());
        Assert.DoesNotContain(bob.Heard, told => told is Left);
        using RoomKeys others = Keys("hello");
        RoomFolderException refused = Assert.Throws<RoomFolderException>(
            () => again.TryRestore(others, Options, DateTimeOffset.UtcNow, out _));
        Assert.Equal(RoomFolderFailure.OtherRoom, refused.Failure);
    }

    [Fact]
    public async Task Client_WhoseRoomIsKept_WritesLittleForEachText()
    {
        const int Texts = 300;
        const int MostInBytes = 128 * 1024;
        using TempFolder folder = new();
        using RoomKeys keys = Keys("hello");
        using Password password = Talker.Password;
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Talk bob = Talk.Start(Room(keys), keys, relay.Target);
        using RoomFolder kept = RoomFolder.Open(folder.File("kept"), password, Talker.Kdf);
        await using Talk alice = Talk.Start(Room(keys), keys, relay.Target, kept);
        await PairAsync(alice, bob);
        for (int i = 0; i < Texts; i++)
        {
            long local = await alice.Client.SendTextAsync(new string('x', 3_000));
            await alice.HearAsync<EntryStored>(stored => stored.Local == local);
        }

        long each = kept.WrittenInBytes / Texts;
        TestContext.Current.TestOutputHelper?.WriteLine($"{kept.WrittenInBytes} bytes in all");
        Assert.InRange(each, 3_000, MostInBytes);
    }

    [Fact]
    public async Task Client_WhoseProcessEndsWhileItSendsAFile_TellsBothSides()
    {
        using TempFolder folder = new();
        using RoomKeys keys = Keys("hello");
        using Password password = Talker.Password;
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Talk bob = Talk.Start(Room(keys), keys, relay.Target);
        Pipe source = new(new PipeOptions(pauseWriterThreshold: 0));
        using (RoomFolder kept = RoomFolder.Open(folder.File("kept"), password, Talker.Kdf))
        {
            await using Talk alice = Talk.Start(Room(keys), keys, relay.Target, kept);
            await PairAsync(alice, bob);
            await source.Writer.WriteAsync(new byte[500_000], Waiting.Stop);
            await alice.Client.SendFileAsync(source.Reader.AsStream(), "film.mp4", 1_000_000);
            await bob.HearAsync<FileOffered>();
            await bob.WaitForAsync<FileProgress>();
        }

        using RoomFolder again = RoomFolder.Open(folder.File("kept"), password);
        await using Talk back = Talk.Start(Restored(again, keys), keys, relay.Target, again);
        FileLost lost = await back.WaitForAsync<FileLost>();
        Assert.Equal((HistoryKind.FileSent, "film.mp4"), (lost.File.Kind, lost.File.Text));
        FileStopped stopped = await bob.HearAsync<FileStopped>();
        Assert.Equal((FileStopReason.StoppedBySender, back.Client.Id), (stopped.Reason, stopped.Member));

        // It is told once, and files can be sent again.
        await back.Client.SendFileAsync(new MemoryStream(new byte[300_000]), "film.mp4");
        await bob.HearAsync<FileEnded>();
        await back.DisposeAsync();
        again.Dispose();
        using RoomFolder third = RoomFolder.Open(folder.File("kept"), password);
        Assert.Empty(third.LostFiles);
    }

    [Fact]
    public async Task Client_WhoseProcessEndsBeforeAFileIsSaved_SaysThatItIsGone()
    {
        using TempFolder folder = new();
        using RoomKeys keys = Keys("hello");
        using Password password = Talker.Password;
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Talk alice = Talk.Start(Room(keys), keys, relay.Target);
        long unsaved;
        using (RoomFolder kept = RoomFolder.Open(folder.File("kept"), password, Talker.Kdf))
        {
            await using Talk bob = Talk.Start(Room(keys), keys, relay.Target, kept);
            await PairAsync(alice, bob);
            await alice.Client.SendFileAsync(new MemoryStream([1, 2]), "saved.png");
            await bob.Client.SaveFileAsync((await bob.HearAsync<FileEnded>()).File, folder.Path, Waiting.Stop);
            await alice.Client.SendFileAsync(new MemoryStream([1, 2]), "unsaved.png");
            unsaved = (await bob.HearAsync<FileEnded>()).File;
        }

        using RoomFolder again = RoomFolder.Open(folder.File("kept"), password);
        await using Talk back = Talk.Start(Restored(again, keys), keys, relay.Target, again);
        FileLost lost = await back.WaitForAsync<FileLost>();
        Assert.Equal((HistoryKind.FileOffered, unsaved, "unsaved.png"), (lost.File.Kind, lost.File.Local, lost.File.Text));
        await Assert.ThrowsAsync<RoomException>(() => back.Client.SaveFileAsync(unsaved, folder.Path, Waiting.Stop));
    }

    private static async Task PairAsync(Talk one, Talk other)
    {
        await one.HearAsync<Paired>();
        await other.HearAsync<Paired>();
    }

    private static Room Restored(RoomFolder folder, RoomKeys keys)
    {
        Assert.True(folder.TryRestore(keys, Options, DateTimeOffset.UtcNow, out Room? room));
        return room;
    }

    private static Room Room(RoomKeys keys) => Rooms.Room.Create(keys, Options, default, DateTimeOffset.UtcNow);

    private static RoomKeys Keys(string text)
    {
        using Password password = new(text);
        return RoomKeys.Derive(RoomCode.Generate(), password, CipherSuite.Aes256, Waiting.Stop);
    }
}
