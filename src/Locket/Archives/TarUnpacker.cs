using System.Buffers;
using System.Formats.Tar;

namespace Locket.Archives;

/// <summary>
/// Unpacks an untrusted tar stream below a folder that nobody else writes to. Symbolic links are made only by <see cref="Finish"/>, after
/// everything else: while content is written there is no link that could lead it astray.
/// </summary>
internal sealed class TarUnpacker
{
    private const int BufferInBytes = 1 << 16;

    // No set-user-id, set-group-id or sticky bit, and no writing for others, whatever the archive says.
    private const UnixFileMode KeptMode = (UnixFileMode)0b111_101_101;
    private const UnixFileMode OwnerMode = (UnixFileMode)0b111_000_000;

    private readonly ArchiveTree _tree;
    private readonly ArchiveLimits _limits;
    private long _totalInBytes;

    public TarUnpacker(string rootPath, ArchiveLimits limits)
    {
        _tree = new ArchiveTree(rootPath, limits.MaxEntries);
        _limits = limits;
    }

    /// <summary>How many entries the archive had so far.</summary>
    public int EntryCount { get; private set; }

    /// <summary>Reads the whole stream and writes files and folders.</summary>
    public async Task UnpackAsync(Stream tar, CancellationToken cancellationToken)
    {
        using TarHeaderGuard guard = new(tar);
        TarReader reader = new(guard, leaveOpen: true);
        await using (reader.ConfigureAwait(false))
        {
            while (await ReadEntryAsync(reader, guard, cancellationToken).ConfigureAwait(false) is TarEntry entry)
            {
                if (++EntryCount > _limits.MaxEntries)
                {
                    throw ArchiveErrors.Unsafe(entry.Name, $"there are more than {_limits.MaxEntries} entries");
                }

                await UnpackAsync(entry, cancellationToken).ConfigureAwait(false);
            }
        }

        await RequireZerosAsync(tar, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the symbolic links, and gives folders their permissions and times.</summary>
    public void Finish(DateTimeOffset? rootModificationTime)
    {
        foreach (ArchiveNode link in _tree.Links)
        {
            CreateLink(link);
        }

        // From the leaves to the root: a folder made read-only, or changed by what appears in it, comes after all below it.
        for (int i = _tree.Folders.Count - 1; i >= 0; i--)
        {
            ArchiveNode folder = _tree.Folders[i];
            SetTime(new DirectoryInfo(folder.FullPath), folder.ModificationTime);
            if (!OperatingSystem.IsWindows() && folder.Mode is UnixFileMode mode && (mode & OwnerMode) != OwnerMode)
            {
                File.SetUnixFileMode(folder.FullPath, File.GetUnixFileMode(folder.FullPath) & mode);
            }
        }

        SetTime(new DirectoryInfo(_tree.Root.FullPath), rootModificationTime);
    }

    private static async Task<TarEntry?> ReadEntryAsync(TarReader reader, TarHeaderGuard guard, CancellationToken cancellationToken)
    {
        guard.ExpectHeader();
        try
        {
            return await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException
            or ArgumentException or OverflowException or NotSupportedException)
        {
            throw ArchiveErrors.Malformed(exception);
        }
    }

    private async Task UnpackAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        if (ArchivePath.Judge(entry.Name, out string[] path) is string why)
        {
            throw ArchiveErrors.Unsafe(entry.Name, why);
        }

        if (path.Length == 0)
        {
            // An entry '.' for the root itself, as other programs write it.
            _ = entry.EntryType == TarEntryType.Directory ? true : throw ArchiveErrors.Unsafe(entry.Name, "its name is empty");
            return;
        }

        if (entry is PaxTarEntry pax
            && pax.ExtendedAttributes.Keys.Any(k => k.StartsWith("GNU.sparse.", StringComparison.Ordinal)))
        {
            throw ArchiveErrors.Unsafe(entry.Name, "sparse files are not supported");
        }

        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                _ = Add(entry, path, ArchiveNodeKind.Folder);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                await UnpackFileAsync(entry, path, cancellationToken).ConfigureAwait(false);
                break;
            case TarEntryType.SymbolicLink:
                if (ArchivePath.JudgeLink(path.Length - 1, entry.LinkName) is string whyNot)
                {
                    throw ArchiveErrors.Unsafe(entry.Name, whyNot);
                }

                Add(entry, path, ArchiveNodeKind.Link).Target = entry.LinkName;
                break;
            case TarEntryType.HardLink:
                await CopyAsync(entry, path, cancellationToken).ConfigureAwait(false);
                break;
            default:
                throw ArchiveErrors.Unsafe(entry.Name, "it is neither a file, a folder nor a link");
        }

        if (entry.Length > 0 && entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
        {
            throw ArchiveErrors.Unsafe(entry.Name, "only files have content");
        }
    }

    private async Task UnpackFileAsync(TarEntry entry, string[] path, CancellationToken cancellationToken)
    {
        ArchiveNode file = Add(entry, path, ArchiveNodeKind.File);
        file.LengthInBytes = entry.Length;
        Count(entry.Name, entry.Length);
        await WriteAsync(file, entry.DataStream ?? Stream.Null, cancellationToken).ConfigureAwait(false);
    }

    private async Task CopyAsync(TarEntry entry, string[] path, CancellationToken cancellationToken)
    {
        // Looked up among what was unpacked, never on disk: a name that is refused finds nothing there.
        ArchiveNode? original = ArchivePath.Judge(entry.LinkName, out string[] target) is null ? _tree.FindFile(target) : null;
        if (original is null)
        {
            throw ArchiveErrors.Unsafe(entry.Name, "it is a hard link to something else than an earlier file");
        }

        ArchiveNode file = Add(entry, path, ArchiveNodeKind.File);
        file.LengthInBytes = original.LengthInBytes;
        Count(entry.Name, original.LengthInBytes);
        FileStream content = new(original.FullPath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        await using (content.ConfigureAwait(false))
        {
            await WriteAsync(file, content, cancellationToken).ConfigureAwait(false);
        }
    }

    private ArchiveNode Add(TarEntry entry, string[] path, ArchiveNodeKind kind)
    {
        ArchiveNode node = _tree.Add(entry.Name, path, kind, folder => PartialFolder.CreateFolder(
            folder.FullPath, kind == ArchiveNodeKind.Folder ? (entry.Mode & KeptMode) | OwnerMode : KeptMode));
        node.Mode = entry.Mode & KeptMode;
        node.ModificationTime = entry.ModificationTime;
        return node;
    }

    // Before a byte is written, so that no disk fills up with what will be refused.
    private void Count(string name, long length)
    {
        if (length > _limits.MaxTotalInBytes - _totalInBytes)
        {
            throw ArchiveErrors.Unsafe(name, $"the content is longer than {_limits.MaxTotalInBytes} bytes in all");
        }

        _totalInBytes += length;
    }

    private static async Task WriteAsync(ArchiveNode file, Stream content, CancellationToken cancellationToken)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = file.Mode;
        }

        FileStream output = new(file.FullPath, options);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferInBytes);
        await using (output.ConfigureAwait(false))
        {
            try
            {
                long rest = file.LengthInBytes;
                while (rest > 0)
                {
                    int wanted = (int)Math.Min(rest, buffer.Length);
                    int read = await content.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                    {
                        throw ArchiveErrors.Malformed();
                    }

                    await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                    rest -= read;
                }
            }
            catch (EndOfStreamException exception)
            {
                throw ArchiveErrors.Malformed(exception);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            }
        }

        SetTime(new FileInfo(file.FullPath), file.ModificationTime);
    }

    // Another archive after the end mark would be content that vanishes unnoticed.
    private static async Task RequireZerosAsync(Stream tar, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferInBytes];
        int count;
        while ((count = await tar.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (buffer.AsSpan(0, count).ContainsAnyExcept((byte)0))
            {
                throw new LocketException(LocketFailure.UnsafeArchive, "the archive was refused: there is content after its end");
            }
        }
    }

    private static void CreateLink(ArchiveNode link)
    {
        FileSystemInfo made;
        if (OperatingSystem.IsWindows())
        {
            string target = link.Target!.Replace('/', '\\');
            made = Directory.Exists(Path.Join(Path.GetDirectoryName(link.FullPath), target))
                ? Directory.CreateSymbolicLink(link.FullPath, target)
                : File.CreateSymbolicLink(link.FullPath, target);
        }
        else
        {
            made = File.CreateSymbolicLink(link.FullPath, link.Target!);
        }

        SetTime(made, link.ModificationTime);
    }

    private static void SetTime(FileSystemInfo info, DateTimeOffset? time)
    {
        try
        {
            if (time is DateTimeOffset known)
            {
                info.LastWriteTimeUtc = known.UtcDateTime;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException)
        {
            // A time that this file system cannot hold is no reason to withhold the content.
        }
    }
}
