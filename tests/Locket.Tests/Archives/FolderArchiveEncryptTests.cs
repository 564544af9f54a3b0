using System.Diagnostics;
using System.Formats.Tar;
using System.Net.Sockets;
using Locket.Tests.Armor;
using Xunit;

namespace Locket.Tests.Archives;

public sealed class FolderArchiveEncryptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SymmetricKey _key = SymmetricKey.Generate();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EncryptFolderAsync_ManyThings_ComeBackAsTheyWere()
    {
        Random random = new(3);
        byte[] large = new byte[10_000_001];
        random.NextBytes(large);
        _folder.Write("in/deep/er/é 漢.txt", "text");
        _folder.Write("in/" + new string('n', 200), "long name");
        await File.WriteAllBytesAsync(_folder["in/large"], large, Token);
        _folder.Write("in/nothing");
        Directory.CreateDirectory(_folder["in/void"]);
        File.CreateSymbolicLink(_folder["in/deep/link"], "../large");
        File.CreateSymbolicLink(_folder["in/dangling"], "gone");
        Directory.CreateSymbolicLink(_folder["in/folder-link"], "deep");
        DateTime time = new(2019, 8, 7, 6, 5, 4, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_folder["in/large"], time.AddTicks(1_234_500));
        File.SetLastWriteTimeUtc(_folder["in/nothing"], new DateTime(1950, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Directory.SetLastWriteTimeUtc(_folder["in/void"], time);
        Directory.SetLastWriteTimeUtc(_folder["in"], time);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder["in/large"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        await FolderArchive.EncryptFolderAsync(_folder["in"] + "/", _folder["file"], [new KeyRecipient(_key)], cancellationToken: Token);
        using (LocketReader reader = LocketReader.Open(_folder["file"], [_key], cancellationToken: Token))
        {
            FileMetadata expected = new() { Kind = ContentKind.Tar, Name = "in", ModificationTime = new DateTimeOffset(time) };
            Assert.Equal(expected, reader.Metadata);
            Assert.Equal(10, await FolderArchive.ExtractAsync(reader, _folder["out"], cancellationToken: Token));
        }

        Assert.Equal(Names("in"), Names("out"));
        Assert.Equal(large, await File.ReadAllBytesAsync(_folder["out/large"], Token));
        Assert.Equal("text", await File.ReadAllTextAsync(_folder["out/deep/er/é 漢.txt"], Token));
        Assert.Equal("../large", new FileInfo(_folder["out/deep/link"]).LinkTarget!.Replace('\\', '/'));
        Assert.Equal("gone", new FileInfo(_folder["out/dangling"]).LinkTarget);
        foreach (string name in new[] { "", "/large", "/nothing", "/void", "/deep", "/deep/er/é 漢.txt" })
        {
            Assert.Equal(File.GetLastWriteTimeUtc(_folder["in" + name]), File.GetLastWriteTimeUtc(_folder["out" + name]));
        }

        Assert.Equal(new FileInfo(_folder["in/dangling"]).LastWriteTimeUtc, new FileInfo(_folder["out/dangling"]).LastWriteTimeUtc);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(File.GetUnixFileMode(_folder["in/large"]), File.GetUnixFileMode(_folder["out/large"]));
        }
    }

    [Fact]
    public async Task EncryptFolderAsync_Names_AreInOrdinalOrderAndReadableByTarPrograms()
    {
        foreach (string name in new[] { "b", "a/z", "a/B", "a.txt", "Z" })
        {
            _folder.Write("in/" + name, name);
        }

        using MemoryStream content = new(await TarOfAsync("in"));
        using TarReader reader = new(content);
        List<string> names = [];
        while (await reader.GetNextEntryAsync(cancellationToken: Token) is TarEntry entry)
        {
            Assert.Equal(TarEntryFormat.Pax, entry.Format);
            names.Add(entry.Name);
        }

        Assert.Equal(["Z", "a/", "a/B", "a/z", "a.txt", "b"], names);
    }

    [Fact]
    public async Task EncryptFolderAsync_EmptyFolder_ComesBackEmpty()
    {
        Directory.CreateDirectory(_folder["in"]);
        Assert.Equal(new byte[1024], await TarOfAsync("in"));
        Assert.Equal(0, await SealedFolder.ExtractTarAsync(new byte[1024], _folder["out"]));
        Assert.Empty(Names("out"));
    }

    [Fact]
    public async Task EncryptFolderAsync_GivenMetadata_IsSealedAsAFolder()
    {
        _folder.Write("in/a");
        FileMetadata metadata = new() { Name = "other", Kind = ContentKind.File };
        using MemoryStream file = new();
        await FolderArchive.EncryptFolderAsync(
            _folder["in"], file, [new KeyRecipient(_key)], new EncryptionOptions { Metadata = metadata }, cancellationToken: Token);
        file.Position = 0;
        using LocketReader reader = await LocketReader.OpenAsync(file, [_key], cancellationToken: Token);
        Assert.Equal(metadata with { Kind = ContentKind.Tar }, reader.Metadata);
    }

    [Fact]
    public async Task EncryptFolderAsync_OutputInside_IsRefused()
    {
        _folder.Write("in/sub/a");
        Directory.CreateSymbolicLink(_folder["door"], _folder["in/sub"]);
        foreach (string name in new[] { "in/out", "in/sub/out", "door/out", "in/../in/out" })
        {
            LocketException failure = await Assert.ThrowsAsync<LocketException>(() => EncryptAsync("in", name));
            Assert.Equal(LocketFailure.SameFile, failure.Reason);
        }

        await using (FileStream inside = File.Create(_folder["in/stream"]))
        {
            await Assert.ThrowsAsync<LocketException>(() => FolderArchive.EncryptFolderAsync(
                _folder["in"], inside, [new KeyRecipient(_key)], cancellationToken: Token));
        }

        await EncryptAsync("in", "in.locket");
        Assert.Equal(["stream", "sub", "sub/a"], Names("in"), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("../x")]
    [InlineData("sub/../../x")]
    public async Task EncryptFolderAsync_LinkThatLeaves_IsRefusedByName(string target)
    {
        _folder.Write("in/sub/a");
        File.CreateSymbolicLink(_folder["in/link"], target);
        IOException failure = await Assert.ThrowsAsync<IOException>(() => EncryptAsync("in", "out"));
        Assert.Contains(_folder["in/link"], failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out"]));
    }

    [Fact]
    public async Task EncryptFolderAsync_LineBreakInANameOrTarget_IsRefusedByName()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such names");
            return;
        }

        _folder.Write("file/p\nq");
        _folder.Write("folder/p\nq/a");
        Directory.CreateDirectory(_folder["link"]);
        File.CreateSymbolicLink(_folder["link/p"], "a\nb");
        foreach (string name in new[] { "file", "folder", "link" })
        {
            IOException failure = await Assert.ThrowsAsync<IOException>(() => EncryptAsync(name, "out"));
            Assert.Contains(_folder[name] + "/p", failure.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(_folder.Names, n => n is "out" || n.Contains("partial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EncryptFolderAsync_PipesSocketsAndBackslashes_AreRefusedByName()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such files");
            return;
        }

        Directory.CreateDirectory(_folder["pipe"]);
        using (Process make = Process.Start("mkfifo", [_folder["pipe/p"]]))
        {
            await make.WaitForExitAsync(Token);
        }

        Directory.CreateDirectory(_folder["socket"]);
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket/p"]));
        _folder.Write("backslash/p\\q");
        foreach (string name in new[] { "pipe", "socket", "backslash" })
        {
            IOException failure = await Assert.ThrowsAsync<IOException>(() => EncryptAsync(name, "out"));
            Assert.Contains(_folder[name] + "/p", failure.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(_folder.Names, n => n is "out" || n.Contains("partial", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("shrinks")]
    [InlineData("grows")]
    [InlineData("vanishes")]
    public async Task EncryptFolderAsync_SourceChanges_FailsByNameAndLeavesNothing(string how)
    {
        // The first file is longer than what can wait between the two sides, so the second is not yet opened at the first report.
        await File.WriteAllBytesAsync(_folder.Write("in/1"), new byte[40_000_000], Token);
        await File.WriteAllBytesAsync(_folder.Write("in/2"), new byte[1000], Token);
        string changed = how is "vanishes" ? _folder["in/2"] : _folder["in/1"];
        FirstReport report = new(() =>
        {
            if (how is "vanishes")
            {
                File.Delete(changed);
                return;
            }

            using FileStream file = new(changed, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            file.SetLength(how is "grows" ? 40_000_001 : 39_999_999);
        });
        LocketException failure = await Assert.ThrowsAsync<LocketException>(() => FolderArchive.EncryptFolderAsync(
            _folder["in"], _folder["out"], [new KeyRecipient(_key)], progress: report, cancellationToken: Token));
        Assert.Equal(LocketFailure.SourceChanged, failure.Reason);
        Assert.Contains(changed, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Names, n => !n.StartsWith("in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EncryptFolderAsync_DestinationFails_StopsTheReading()
    {
        await File.WriteAllBytesAsync(_folder.Write("in/1"), new byte[40_000_000], Token);
        using FailingStream full = new() { Fails = true };
        IOException failure = await Assert.ThrowsAsync<IOException>(() => FolderArchive.EncryptFolderAsync(
            _folder["in"], full, [new KeyRecipient(_key)], cancellationToken: Token));
        Assert.Equal("disk full", failure.Message);
    }

    [Fact]
    public async Task EncryptFolderAsync_NoSuchFolder_Throws()
        => await Assert.ThrowsAsync<DirectoryNotFoundException>(() => EncryptAsync("none", "out"));

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    private Task EncryptAsync(string name, string output)
        => FolderArchive.EncryptFolderAsync(_folder[name], _folder[output], [new KeyRecipient(_key)], cancellationToken: Token);

    private async Task<byte[]> TarOfAsync(string name)
    {
        using MemoryStream file = new();
        await FolderArchive.EncryptFolderAsync(_folder[name], file, [new KeyRecipient(_key)], cancellationToken: Token);
        return LocketFile.Decrypt(file.ToArray(), [_key]);
    }

    private string[] Names(string name)
        => [.. from found in _folder.Names.Select(n => n.Replace('\\', '/'))
               where found.StartsWith(name + "/", StringComparison.Ordinal)
               select found[(name.Length + 1)..]];

    private sealed class FirstReport(Action act) : IProgress<long>
    {
        private int _reports;

        public void Report(long value)
        {
            if (Interlocked.Increment(ref _reports) == 1)
            {
                act();
            }
        }
    }
}
