using Locket.Client.Tests.TestSupport;
using Locket.Rooms;
using Locket.Tests.TestSupport;
using Locket.Wire;
using Xunit;

namespace Locket.Client.Tests.Files;

/// <summary>Files through a real relay, and onto the disk.</summary>
[Collection(NetworkGroup.Name)]
public sealed class FileTransferTests
{
    private static readonly RoomAddress Address = RunningRelay.Room(3);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(229_376)]
    [InlineData(229_377)]
    [InlineData(5_000_000)]
    public async Task SendFile_WithCutsInBetween_ArrivesAndIsSaved(int length)
    {
        using TempFolder folder = new();
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using CuttingProxy hers = new(relay.Port, [400_000, 3000, 900_000, 250_000, 700_000]);
        await using CuttingProxy his = new(relay.Port, [300_000, 5000, 1_000_000, 800_000]);
        await using Person alice = new(relay.Target with { Port = hers.Port }, Address);
        await using Person bob = new(relay.Target with { Port = his.Port }, Address);
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        await alice.Client.SendFileAsync(new MemoryStream(content), "../photo.png");
        FileOffered offered = await bob.HearAsync<FileOffered>();
        Assert.Equal(length, offered.LengthInBytes);
        await Assert.ThrowsAsync<RoomException>(
            () => bob.Client.SaveFileAsync(offered.File + 1, folder.Path, Waiting.Stop));
        await bob.HearAsync<FileEnded>();
        Assert.Equal(length, bob.Told.OfType<FileProgress>().LastOrDefault()?.ReceivedInBytes ?? 0);
        Assert.DoesNotContain(bob.Told, told => told is RoomHappened { Event: FilePiece });
        string path = await bob.Client.SaveFileAsync(offered.File, folder.Path, Waiting.Stop);
        Assert.Equal(folder.Path, Path.GetDirectoryName(path));
        Assert.Equal(content, await File.ReadAllBytesAsync(path, Waiting.Stop));
        await alice.Client.FlushAsync(Waiting.Stop).PatientlyAsync();
        Assert.True(length < 5_000_000 || hers.Cuts + his.Cuts > 4, $"only {hers.Cuts + his.Cuts} cuts");
    }

    [Fact]
    public async Task SaveFile_ANameThatIsTaken_GetsANumberAndIsItsOwnersAlone()
    {
        using TempFolder folder = new();
        folder.Write("notes.txt", [1]);
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Person alice = new(relay.Target, Address);
        await using Person bob = new(relay.Target, Address);
        await alice.Client.SendFileAsync(new MemoryStream([2]), "notes.txt");
        long file = (await bob.HearAsync<FileEnded>()).File;
        string[] paths =
        [
            await bob.Client.SaveFileAsync(file, folder.Path, Waiting.Stop),
            await bob.Client.SaveFileAsync(file, folder.Path, Waiting.Stop),
        ];
        Assert.Equal([folder.File("notes-2.txt"), folder.File("notes-3.txt")], paths);
        Assert.Equal(["notes-2.txt", "notes-3.txt", "notes.txt"], folder.Names);
        Assert.Equal([1], await File.ReadAllBytesAsync(folder.File("notes.txt"), Waiting.Stop));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(paths[0]));
        }
    }

    [Fact]
    public async Task SendFile_AStreamThatEndsTooSoon_IsStoppedAndSaid()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Person alice = new(relay.Target, Address);
        await using Person bob = new(relay.Target, Address);
        long local = await alice.Client.SendFileAsync(new MemoryStream(new byte[300_000]), "a", 300_001);
        FileFailed failed = await alice.WaitForAsync<FileFailed>();
        Assert.Equal((local, null), (failed.Local, failed.Reason));
        await bob.HearTextAsync("stopped");
    }

    [Fact]
    public async Task SendFile_TooLong_IsRefusedAndItsStreamIsDisposed()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Person alice = new(relay.Target, Address);
        MemoryStream content = new();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => alice.Client.SendFileAsync(content, "a", RoomClient.MaxFileInBytes + 1));
        Assert.False(content.CanRead);
    }
}
