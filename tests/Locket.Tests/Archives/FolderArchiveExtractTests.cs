using System.Formats.Tar;
using Xunit;

namespace Locket.Tests.Archives;

public sealed class FolderArchiveExtractTests
{
    [Theory]
    [ClassData(typeof(HostileArchives))]
    public async Task ExtractAsync_HostileArchive_IsRefusedAndLeavesNothing(string why, byte[] tar)
    {
        using TemporaryFolder folder = new();
        LocketException failure = await Assert.ThrowsAsync<LocketException>(() => SealedFolder.ExtractTarAsync(tar, folder["out"]));
        Assert.Equal(LocketFailure.UnsafeArchive, failure.Reason);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public async Task ExtractAsync_HonestArchive_GivesFilesFoldersAndLinks()
    {
        byte[] tar = new TarBytes()
            .Entry('5', "./", mode: 448)
            .Entry('5', "./d/", mode: 493, time: 1_500_000_000)
            .Entry('0', "./d/f", "text", time: 1_400_000_000)
            .Entry('0', "implied/e/g", "more")
            .Entry('1', "copy", link: "d/f")
            .Entry('2', "implied/link", link: "../d/f")
            .Entry('2', "folder-link", link: "d")
            .Entry('2', "dangling", link: "nothing")
            .Entry('5', "d", mode: 493, time: 1_300_000_000)
            .Entry('\0', "old", "v7")
            .End();
        using TemporaryFolder folder = new();
        Assert.Equal(10, await SealedFolder.ExtractTarAsync(tar, folder["out"]));
        Assert.Equal(
            [
                "out", "out/copy", "out/d", "out/d/f", "out/dangling", "out/folder-link", "out/implied", "out/implied/e",
                "out/implied/e/g", "out/implied/link", "out/old",
            ],
            folder.Names.Select(n => n.Replace('\\', '/')).Where(n => !n.StartsWith("out/folder-link/", StringComparison.Ordinal)),
            StringComparer.Ordinal);
        Assert.Equal("text", await File.ReadAllTextAsync(folder["out/copy"], TestContext.Current.CancellationToken));
        Assert.Equal("text", await File.ReadAllTextAsync(folder["out/implied/link"], TestContext.Current.CancellationToken));
        Assert.Equal("v7", await File.ReadAllTextAsync(folder["out/old"], TestContext.Current.CancellationToken));
        Assert.Equal("nothing", new FileInfo(folder["out/dangling"]).LinkTarget);
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1_300_000_000), Directory.GetLastWriteTimeUtc(folder["out/d"]));
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(1_400_000_000), File.GetLastWriteTimeUtc(folder["out/d/f"]));
    }

    [Fact]
    public async Task ExtractAsync_Modes_KeepNoDangerousBits()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such permissions");
            return;
        }

        byte[] tar = new TarBytes()
            .Entry('5', "d/", mode: 0b111_111_111_111)
            .Entry('0', "d/all", "x", mode: 0b111_111_111_111)
            .Entry('0', "d/read", "x", mode: 0b100_000_000)
            .Entry('5', "locked/", mode: 0b101_000_000)
            .Entry('0', "locked/f", "x")
            .End();
        using TemporaryFolder folder = new();
        await SealedFolder.ExtractTarAsync(tar, folder["out"]);
        const UnixFileMode Dangerous = UnixFileMode.SetUser | UnixFileMode.SetGroup | UnixFileMode.StickyBit
            | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (string name in new[] { "out", "out/d", "out/d/all" })
        {
            UnixFileMode mode = File.GetUnixFileMode(folder[name]);
            Assert.Equal(Owner, mode & (Owner | Dangerous));
        }

        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(folder["out/d/read"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(folder["out/locked"]));
        File.SetUnixFileMode(folder["out/locked"], Owner);
    }

    [Fact]
    public async Task ExtractAsync_TooManyEntries_IsRefused()
    {
        byte[] tar = new TarBytes().Entry('0', "a").Entry('0', "b").Entry('0', "c/d").End();
        using TemporaryFolder folder = new();
        Assert.Equal(3, await SealedFolder.ExtractTarAsync(tar, folder["four"], new ArchiveLimits { MaxEntries = 4 }));
        foreach (int most in new[] { 0, 2, 3 })
        {
            LocketException failure = await Assert.ThrowsAsync<LocketException>(
                () => SealedFolder.ExtractTarAsync(tar, folder["out"], new ArchiveLimits { MaxEntries = most }));
            Assert.Equal(LocketFailure.UnsafeArchive, failure.Reason);
        }

        byte[] roots = new TarBytes().Entry('5', "./").Entry('5', "./").Entry('5', "./").End();
        await Assert.ThrowsAsync<LocketException>(
            () => SealedFolder.ExtractTarAsync(roots, folder["out"], new ArchiveLimits { MaxEntries = 2 }));
        Assert.DoesNotContain(folder.Names, n => !n.StartsWith("four", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExtractAsync_TooManyBytes_IsRefusedWithCopiesCounted()
    {
        byte[] tar = new TarBytes().Entry('0', "a", "12345").Entry('1', "b", link: "a").End();
        using TemporaryFolder folder = new();
        Assert.Equal(2, await SealedFolder.ExtractTarAsync(tar, folder["ten"], new ArchiveLimits { MaxTotalInBytes = 10 }));
        await Assert.ThrowsAsync<LocketException>(
            () => SealedFolder.ExtractTarAsync(tar, folder["out"], new ArchiveLimits { MaxTotalInBytes = 9 }));

        // The length alone decides, before there is content.
        byte[] huge = new TarBytes().Entry('0', "a", size: 8_000_000_000).End();
        LocketException failure = await Assert.ThrowsAsync<LocketException>(
            () => SealedFolder.ExtractTarAsync(huge, folder["out"], new ArchiveLimits { MaxTotalInBytes = 7_999_999_999 }));
        Assert.Contains("7999999999", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Names, n => !n.StartsWith("ten", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExtractAsync_ExistingDestination_IsKept()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["folder"]);
        folder.Write("file", "mine");
        File.CreateSymbolicLink(folder["dangling"], "nowhere");
        foreach (string name in new[] { "folder", "file", "dangling" })
        {
            LocketException failure = await Assert.ThrowsAsync<LocketException>(
                () => SealedFolder.ExtractTarAsync(new TarBytes().Entry('0', "a").End(), folder[name]));
            Assert.Equal(LocketFailure.OutputExists, failure.Reason);
        }

        Assert.Equal(["dangling", "file", "folder"], folder.Names);
    }

    [Fact]
    public async Task ExtractAsync_DamagedOrCutAnywhere_LeavesNothing()
    {
        using SymmetricKey key = SymmetricKey.Generate();
        using TemporaryFolder folder = new();
        byte[] file = SealedFolder.Of(new TarBytes().Entry('0', "a", new string('x', 100_000)).Entry('0', "b", "y").End(), key);
        for (int at = 2000; at < file.Length; at += 9973)
        {
            byte[] damaged = [.. file];
            damaged[at] ^= 1;
            LocketException failure = await Assert.ThrowsAsync<LocketException>(
                () => SealedFolder.ExtractAsync(damaged, key, folder["out"]));
            Assert.Equal(LocketFailure.DamagedPayload, failure.Reason);
            failure = await Assert.ThrowsAsync<LocketException>(() => SealedFolder.ExtractAsync(file[..at], key, folder["out"]));
            Assert.True(failure.Reason is LocketFailure.DamagedPayload or LocketFailure.Truncated);
        }

        // Damage behind the archive's end, when every entry was already written.
        byte[] padded = SealedFolder.Of([.. new TarBytes().Entry('0', "a").End(), .. new byte[100_000]], key);
        Assert.Equal(1, await SealedFolder.ExtractAsync(padded, key, folder["good"]));
        padded[^1] ^= 1;
        await Assert.ThrowsAsync<LocketException>(() => SealedFolder.ExtractAsync(padded, key, folder["out"]));
        Assert.Equal(["good", Path.Join("good", "a")], folder.Names);
    }

    [Fact]
    public async Task ExtractAsync_OtherKind_IsRefused()
    {
        using SymmetricKey key = SymmetricKey.Generate();
        using TemporaryFolder folder = new();
        byte[] file = SealedFolder.Of(new TarBytes().Entry('0', "a").End(), key, ContentKind.File);
        LocketException failure = await Assert.ThrowsAsync<LocketException>(() => SealedFolder.ExtractAsync(file, key, folder["out"]));
        Assert.Equal(LocketFailure.UnsafeArchive, failure.Reason);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public async Task ExtractAsync_Canceled_LeavesNothing()
    {
        using SymmetricKey key = SymmetricKey.Generate();
        using TemporaryFolder folder = new();
        using MemoryStream stream = new(SealedFolder.Of(new TarBytes().Entry('0', "a").End(), key));
        using LocketReader reader = await LocketReader.OpenAsync(stream, [key], cancellationToken: TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => FolderArchive.ExtractAsync(reader, folder["out"], cancellationToken: new CancellationToken(canceled: true)));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public async Task ExtractAsync_TerminalControlInAName_IsEscapedInTheMessage()
    {
        using TemporaryFolder folder = new();
        byte[] tar = new TarBytes().Entry('0', "/\u001b[2J\u202E'x").End();
        LocketException failure = await Assert.ThrowsAsync<LocketException>(() => SealedFolder.ExtractTarAsync(tar, folder["out"]));
        Assert.Contains(@"'/\u{001B}[2J\u{202E}\u{0027}x'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExtractAsync_OtherFormats_AreRead()
    {
        using TemporaryFolder folder = new();
        foreach (TarEntryFormat format in new[] { TarEntryFormat.V7, TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu })
        {
            using MemoryStream tar = new();
            await using (TarWriter writer = new(tar, format, leaveOpen: true))
            {
                await writer.WriteEntryAsync(folder.Write("source/" + format, "text"), "dir/f", TestContext.Current.CancellationToken);
            }

            Assert.Equal(1, await SealedFolder.ExtractTarAsync(tar.ToArray(), folder[$"{format}"]));
            Assert.Equal("text", await File.ReadAllTextAsync(folder[$"{format}/dir/f"], TestContext.Current.CancellationToken));
        }
    }
}
