using System.Runtime.Versioning;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

/// <summary>What can be wrong around the files: each a clear error, and nothing half done left.</summary>
public sealed class FileFaultTests
{
    private static readonly EncryptionOptions Overwriting = new() { Overwrite = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EncryptFile_NoSuchInput_ThrowsAndLeavesNothing()
    {
        using TempFolder folder = new();
        await Assert.ThrowsAsync<FileNotFoundException>(() => EncryptAsync(folder.File("none"), folder.File("out")));
        await Assert.ThrowsAsync<FileNotFoundException>(() => DecryptAsync(folder.File("none"), folder.File("out")));
        await Assert.ThrowsAnyAsync<IOException>(() => EncryptAsync(folder.Write("in", [1]), folder.File("no/out")));
        Assert.Equal(["in"], folder.Names);
    }

    [Fact]
    public async Task EncryptToFile_StreamOfAHandleWithoutName_OverwritesAnotherFileButNotItself()
    {
        using TempFolder folder = new();
        string clear = folder.Write("clear", Samples.Content(100000));
        string old = folder.Write("old", "old"u8.ToArray());
        using (FileStream nameless = new(File.OpenHandle(clear), FileAccess.Read))
        {
            await LocketFile.EncryptToFileAsync(nameless, old, Samples.Recipients, Overwriting, null, Cancel);
        }

        await DecryptAsync(old, folder.File("again"));
        Assert.Equal(Samples.Content(100000), await File.ReadAllBytesAsync(folder.File("again"), Cancel));
        if (OperatingSystem.IsLinux())
        {
            using FileStream nameless = new(File.OpenHandle(clear), FileAccess.Read);
            await RequireFailureAsync(
                LocketFailure.SameFile,
                () => LocketFile.EncryptToFileAsync(nameless, clear, Samples.Recipients, Overwriting, null, Cancel));
        }

        Assert.Equal(3, folder.Names.Count);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task EncryptFile_ReplacesAPrivateFile_IsPrivateWhileItIsWritten()
    {
        using TempFolder folder = new();
        string clear = folder.Write("clear", Samples.Content(100000));
        string old = folder.Write("old", "old"u8.ToArray());
        UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(old, mine | UnixFileMode.SetUser);
        List<UnixFileMode> seen = [];
        PrivacyProbe probe = new(folder.Path, seen);
        await LocketFile.EncryptFileAsync(clear, old, Samples.Recipients, Overwriting, probe, Cancel);
        Assert.NotEmpty(seen);
        Assert.All(seen, mode => Assert.Equal(mine, mode));
        Assert.Equal(mine, File.GetUnixFileMode(old));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Decrypt_NewFilesAndFolders_AreTheirOwnersAlone_ReplacedOnesKeepTheirPermissions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "permissions are others there");
        const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using TempFolder folder = new();
        string locked = folder.Write("locked", Samples.Encrypt([1]));
        await DecryptAsync(locked, folder.File("new"));
        Assert.Equal(Mine, File.GetUnixFileMode(folder.File("new")));
        using (LocketReader reader = LocketReader.Open(locked, Samples.Credentials, cancellationToken: Cancel))
        {
            await reader.SalvageToFileAsync(folder.File("saved"), cancellationToken: Cancel);
            Assert.Equal(Mine, File.GetUnixFileMode(folder.File("saved")));
        }

        File.SetUnixFileMode(folder.File("new"), Mine | UnixFileMode.GroupRead);
        await LocketFile.DecryptFileAsync(locked, folder.File("new"), Samples.Credentials, new() { Overwrite = true }, null, Cancel);
        Assert.Equal(Mine | UnixFileMode.GroupRead, File.GetUnixFileMode(folder.File("new")));

        Directory.CreateDirectory(folder.File("in"));
        await FolderArchive.EncryptFolderAsync(folder.File("in"), folder.File("archive"), Samples.Recipients, cancellationToken: Cancel);
        using LocketReader archive = LocketReader.Open(folder.File("archive"), Samples.Credentials, cancellationToken: Cancel);
        await FolderArchive.ExtractAsync(archive, folder.File("out"), cancellationToken: Cancel);
        Assert.Equal(Mine | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.File("out")));
    }

    [Fact]
    public async Task EncryptFile_InputIsAFolder_ThrowsAndLeavesNothing()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.File("sub"));
        Exception? failure = await Record.ExceptionAsync(() => EncryptAsync(folder.File("sub"), folder.File("out")));
        Assert.True(failure is UnauthorizedAccessException or IOException, $"{failure}");
        Assert.Equal(["sub"], folder.Names);
    }

    [Fact]
    public async Task Encrypt_OutputExists_IsRefusedAndTheOldStays()
    {
        using TempFolder folder = new();
        string clear = folder.Write("clear", Samples.Content(100000));
        string old = folder.Write("old", "old"u8.ToArray());
        foreach (EncryptionOptions options in (EncryptionOptions[])[new(), new() { Armor = true }])
        {
            await RequireFailureAsync(LocketFailure.OutputExists, () => EncryptAsync(clear, old, options));
            using MemoryStream content = new([1]);
            await RequireFailureAsync(
                LocketFailure.OutputExists, () => LocketFile.EncryptToFileAsync(content, old, Samples.Recipients, options, null, Cancel));
        }

        await EncryptAsync(clear, folder.File("locked"));
        await RequireFailureAsync(LocketFailure.OutputExists, () => DecryptAsync(folder.File("locked"), old));
        Directory.CreateDirectory(folder.File("sub"));
        await RequireFailureAsync(LocketFailure.OutputExists, () => EncryptAsync(clear, folder.File("sub"), Overwriting));
        Assert.Equal("old"u8.ToArray(), await File.ReadAllBytesAsync(old, Cancel));
        Assert.Equal(["clear", "locked", "old", "sub"], folder.Names);

        await EncryptAsync(clear, old, Overwriting);
        Assert.Equal(Samples.Content(100000), LocketFile.Decrypt(await File.ReadAllBytesAsync(old, Cancel), Samples.Credentials));
    }

    [Fact]
    public async Task Encrypt_OutputIsTheInputByAnyName_IsRefusedAndTheInputStays()
    {
        using TempFolder folder = new();
        byte[] content = Samples.Content(100000);
        string clear = folder.Write("clear", content);
        List<string> names = [clear, System.IO.Path.Combine(folder.Path, ".", "clear")];
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(folder.File("link"), clear);
            File.CreateSymbolicLink(folder.File("relative"), "clear");
            Directory.CreateSymbolicLink(folder.File("here"), folder.Path);
            names.AddRange([folder.File("link"), folder.File("relative"), System.IO.Path.Combine(folder.File("here"), "clear")]);
        }

        if (OperatingSystem.IsLinux())
        {
            PeerResult made = await Peer.RunAsync(Peer.Require("ln"), [clear, folder.File("hard")], ReadOnlyMemory<byte>.Empty, Cancel);
            Assert.Equal(0, made.ExitCode);
            names.Add(folder.File("hard"));
        }

        IReadOnlyList<string> before = folder.Names;
        foreach (string name in names)
        {
            foreach (EncryptionOptions options in (EncryptionOptions[])[Overwriting, Overwriting with { Armor = true }])
            {
                await RequireFailureAsync(LocketFailure.SameFile, () => EncryptAsync(clear, name, options));
                await RequireFailureAsync(LocketFailure.SameFile, () => EncryptAsync(name, clear, options));
            }
        }

        Assert.Equal(before, folder.Names);
        Assert.Equal(content, await File.ReadAllBytesAsync(clear, Cancel));

        string locked = folder.File("locked");
        await EncryptAsync(clear, locked);
        byte[] bytes = await File.ReadAllBytesAsync(locked, Cancel);
        await RequireFailureAsync(
            LocketFailure.SameFile,
            () => LocketFile.DecryptFileAsync(locked, locked, Samples.Credentials, new DecryptionOptions { Overwrite = true }, null, Cancel));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(locked, Cancel));
    }

    [Fact]
    public async Task DecryptFile_DamagedWithOverwrite_TheOldOutputStays()
    {
        using TempFolder folder = new();
        byte[] file = Samples.Encrypt(Samples.Content(200000));
        file[^1] ^= 1;
        string locked = folder.Write("locked", file);
        string old = folder.Write("old", "old"u8.ToArray());
        await RequireFailureAsync(
            LocketFailure.DamagedPayload,
            () => LocketFile.DecryptFileAsync(locked, old, Samples.Credentials, new DecryptionOptions { Overwrite = true }, null, Cancel));
        Assert.Equal("old"u8.ToArray(), await File.ReadAllBytesAsync(old, Cancel));
        Assert.Equal(["locked", "old"], folder.Names);
    }

    [Fact]
    public async Task EncryptFile_InputGrowsOrShrinksMeanwhile_IsSourceChangedAndLeavesNothing()
    {
        foreach (int change in (int[])[-300000, -1, 1, 300000])
        {
            using TempFolder folder = new();
            string clear = folder.Write("clear", Samples.Content(2_000_000));
            bool changed = false;
            CallbackProgress progress = new(_ =>
            {
                if (!changed)
                {
                    changed = true;
                    using FileStream file = new(clear, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                    file.SetLength(file.Length + change);
                }
            });
            await RequireFailureAsync(
                LocketFailure.SourceChanged,
                () => LocketFile.EncryptFileAsync(clear, folder.File("out"), Samples.Recipients, new() { Workers = 1 }, progress, Cancel));
            Assert.True(changed);
            Assert.Equal(["clear"], folder.Names);
        }
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 4)]
    [InlineData(true, 0)]
    public async Task EncryptFile_InputChangesWhileItIsStreamed_IsSourceChangedAndLeavesNothing(bool toFile, int added)
    {
        using TempFolder folder = new();
        string clear = folder.Write("clear", Samples.Content(10_000_000));
        CallbackProgress progress = new(_ => Change(clear, added));
        EncryptionOptions options = new() { Armor = true, Pad = added == 0 };
        if (toFile)
        {
            await RequireFailureAsync(
                LocketFailure.SourceChanged,
                () => LocketFile.EncryptFileAsync(clear, folder.File("out"), Samples.Recipients, options, progress, Cancel));
        }
        else
        {
            using FileStream source = new(clear, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using MemoryStream destination = new();
            await RequireFailureAsync(
                LocketFailure.SourceChanged,
                () => LocketFile.EncryptAsync(source, destination, Samples.Recipients, new() { Workers = 2 }, progress, Cancel));
            Assert.False(LocketFile.TryDecrypt(destination.ToArray(), Samples.Credentials, out _));
        }

        Assert.Equal(["clear"], folder.Names);
    }

    [Fact]
    public async Task Encrypt_StreamThatTheCallerWrites_IsNotWatched()
    {
        using TempFolder folder = new();
        using FileStream source = new(folder.File("clear"), FileMode.CreateNew, FileAccess.ReadWrite);
        source.Write(Samples.Content(100000));
        source.Position = 0;
        using MemoryStream destination = new();
        await LocketFile.EncryptAsync(source, destination, Samples.Recipients, cancellationToken: Cancel);
        Assert.Equal(Samples.Content(100000), LocketFile.Decrypt(destination.ToArray(), Samples.Credentials));
    }

    private static void Change(string path, int added)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(file.Length + added);
        File.SetLastWriteTimeUtc(path, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
    }

    [Fact]
    public async Task EncryptFile_UnusualNames_AreKeptInTheMetadata()
    {
        using TempFolder folder = new();
        string[] names = OperatingSystem.IsWindows()
            ? ["a b", "n\u00e4me \u65e5\u672c \U0001F511.txt", "-rf", "$(x)"]
            : ["a b", "line\nfeed", "n\u00e4me \u65e5\u672c \U0001F511.txt", "e\u0301", "-rf", "$(x)`y`", "q\"'\\", " lead", "tail ", "...", new string('x', 200)];
        foreach (string name in names)
        {
            string clear = folder.Write(name, [1, 2, 3]);
            File.SetLastWriteTimeUtc(clear, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc).AddTicks(1234567));
            string locked = clear + ".locket";
            await EncryptAsync(clear, locked);
            string back = folder.File("back " + name);
            FileMetadata? metadata = await DecryptAsync(locked, back);
            Assert.Equal(name, metadata?.Name);
            Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(back, Cancel));
            Assert.Equal(File.GetLastWriteTimeUtc(clear), File.GetLastWriteTimeUtc(back));
        }
    }

    [Fact]
    public async Task Decrypt_TimeThatNoFileSystemHolds_DoesNotWithholdTheContent()
    {
        foreach (DateTimeOffset time in (DateTimeOffset[])[new(1, 1, 1, 0, 0, 0, TimeSpan.Zero), new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero)])
        {
            using TempFolder folder = new();
            byte[] file = Samples.Encrypt([7], new EncryptionOptions { Metadata = new FileMetadata { ModificationTime = time } });
            FileMetadata? metadata = await DecryptAsync(folder.Write("in", file), folder.File("out"));
            Assert.Equal(time, metadata?.ModificationTime);
            Assert.Equal([7], await File.ReadAllBytesAsync(folder.File("out"), Cancel));
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Encrypt_FolderIsReadOnly_ThrowsAndLeavesNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "folders have other permissions there");
        using TempFolder folder = new();
        string clear = folder.Write("clear", [1]);
        if (Environment.IsPrivilegedProcess)
        {
            // Permissions do not bind this user, but the kernel's own folders take no files from anyone.
            Assert.SkipUnless(Directory.Exists("/proc"), "there is no /proc here");
            Exception? failure = await Record.ExceptionAsync(() => EncryptAsync(clear, "/proc/locket"));
            Assert.True(failure is UnauthorizedAccessException or IOException, $"{failure}");
            return;
        }

        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            await Assert.ThrowsAsync<UnauthorizedAccessException>(() => EncryptAsync(clear, folder.File("out")));
            Assert.Equal(["clear"], folder.Names);
        }
        finally
        {
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task EncryptFile_OutputIsFull_ThrowsAndTheDeviceStays()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full here");
        using TempFolder folder = new();
        string clear = folder.Write("clear", Samples.Content(500000));
        foreach (EncryptionOptions options in (EncryptionOptions[])[Overwriting, Overwriting with { Armor = true }])
        {
            await Assert.ThrowsAsync<IOException>(() => EncryptAsync(clear, "/dev/full", options));
        }

        Assert.True(File.Exists("/dev/full"));
        Assert.Equal(["clear"], folder.Names);
    }

    [Fact]
    public async Task EncryptFile_FromTheKernelWithoutLength_IsReadToItsEnd()
    {
        Assert.SkipUnless(File.Exists("/proc/version"), "there is no /proc here");
        using TempFolder folder = new();
        await LocketFile.EncryptFileAsync(
            "/proc/version", folder.File("out"), Samples.Recipients, new() { Metadata = FileMetadata.None }, null, Cancel);
        byte[] opened = LocketFile.Decrypt(await File.ReadAllBytesAsync(folder.File("out"), Cancel), Samples.Credentials);
        Assert.Equal(await File.ReadAllBytesAsync("/proc/version", Cancel), opened);
    }

    [Fact]
    public async Task EncryptToFile_DestinationIsADanglingLink_IsRefusedOrReplacedNeverFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege there");
        using TempFolder folder = new();
        string clear = folder.Write("clear", [1]);
        File.CreateSymbolicLink(folder.File("link"), folder.File("nowhere"));
        await RequireFailureAsync(LocketFailure.OutputExists, () => EncryptAsync(clear, folder.File("link")));
        Assert.Equal(["clear", "link"], folder.Names);
    }

    private static Task EncryptAsync(string source, string destination, EncryptionOptions? options = null)
        => LocketFile.EncryptFileAsync(source, destination, Samples.Recipients, options, null, Cancel);

    private static Task<FileMetadata?> DecryptAsync(string source, string destination)
        => LocketFile.DecryptFileAsync(source, destination, Samples.Credentials, null, null, Cancel);

    private static async Task RequireFailureAsync(LocketFailure expected, Func<Task> act)
    {
        LocketException failure = await Assert.ThrowsAsync<LocketException>(act);
        Assert.Equal(expected, failure.Reason);
    }

    [UnsupportedOSPlatform("windows")]
    private sealed class PrivacyProbe(string folder, List<UnixFileMode> seen) : IProgress<long>
    {
        public void Report(long value) => seen.AddRange(Directory.GetFiles(folder, "*.partial").Select(File.GetUnixFileMode));
    }
}
