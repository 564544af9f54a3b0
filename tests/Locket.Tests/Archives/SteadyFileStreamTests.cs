using Locket.Archives;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Archives;

/// <summary>What is opened is what was seen in the folder, or nothing.</summary>
public sealed class SteadyFileStreamTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_RegularFile_GivesItsContent()
    {
        using TempFolder folder = new();
        await using SteadyFileStream file = new(folder.Write("a", [1, 2, 3]), "a");
        byte[] content = new byte[3];
        await file.ReadExactlyAsync(content, Cancel);
        Assert.Equal([1, 2, 3], content);
        file.RequireUnchanged();
        await using SteadyFileStream empty = new(folder.Write("b", []), "b");
        Assert.Equal(0, empty.Length);
        empty.RequireUnchanged();
    }

    [Fact]
    public void Open_FileThatBecameALink_IsSourceChangedAndNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        using TempFolder folder = new();
        folder.Write("secret", [1]);
        File.CreateSymbolicLink(folder.File("a"), "secret");
        LocketException failure = Assert.Throws<LocketException>(() => new SteadyFileStream(folder.File("a"), "a"));
        Assert.Equal(LocketFailure.SourceChanged, failure.Reason);
        Assert.Throws<LocketException>(() => new SteadyFileStream(folder.File("none"), "none"));
    }

    [Fact]
    public async Task Open_FileThatBecameAPipe_IsRefusedWithoutWaiting()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such pipes there");
        using TempFolder folder = new();
        await Peer.RunAsync(Peer.Require("mkfifo"), [folder.File("a")], ReadOnlyMemory<byte>.Empty, Cancel);
        IOException failure = Assert.Throws<IOException>(() => new SteadyFileStream(folder.File("a"), "a"));
        Assert.Equal("a cannot be packed: it is a socket, pipe or device", failure.Message);
    }

    [Fact]
    public async Task EncryptFolder_FilesOfTheKernel_AreRefusedNotPackedAsEmpty()
    {
        const string Kernel = "/proc/sys/kernel/random";
        Assert.SkipUnless(Directory.Exists(Kernel), "there is no /proc here");
        using TempFolder folder = new();
        IOException failure = await Assert.ThrowsAsync<IOException>(
            () => FolderArchive.EncryptFolderAsync(Kernel, folder.File("out"), Samples.Recipients, cancellationToken: Cancel));
        Assert.Contains($"{Kernel}/boot_id cannot be packed: it has content but no length", failure.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }
}
