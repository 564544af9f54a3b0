using System.Formats.Tar;

namespace Locket.Archives;

/// <summary>Writes a folder as a pax archive: names in ordinal order, each folder before what it holds, links as links.</summary>
internal static class FolderPacker
{
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;
    private const int TypeOffset = 156;
    private const int EndMarkInBytes = 1024;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>Packs what a folder holds.</summary>
    /// <exception cref="LocketException"><see cref="LocketFailure.SourceChanged"/>: something vanished or changed its length.</exception>
    /// <exception cref="IOException">Something is not to be read, no archive can hold it, or it could not be unpacked again.</exception>
    public static async Task PackAsync(string folderPath, Stream tar, CancellationToken cancellationToken)
    {
        bool isEmpty = true;
        TarWriter writer = new(tar, TarEntryFormat.Pax, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            Stack<Item> waiting = new();
            PushChildren(waiting, new Item(new DirectoryInfo(folderPath), string.Empty, folderPath));
            while (waiting.TryPop(out Item next))
            {
                cancellationToken.ThrowIfCancellationRequested();
                isEmpty = false;
                await PackAsync(writer, next, cancellationToken).ConfigureAwait(false);
                if (next.Info is DirectoryInfo folder && !IsLink(folder))
                {
                    PushChildren(waiting, next);
                }
            }
        }

        if (isEmpty)
        {
            // The writer ends only what it began; an archive without entries still has its end mark.
            await tar.WriteAsync(new byte[EndMarkInBytes], cancellationToken).ConfigureAwait(false);
        }
    }

    private static void PushChildren(Stack<Item> waiting, Item folder)
    {
        FileSystemInfo[] children;
        try
        {
            children = ((DirectoryInfo)folder.Info).GetFileSystemInfos("*", Everything);
        }
        catch (DirectoryNotFoundException exception) when (folder.Name.Length > 0)
        {
            throw ArchiveErrors.SourceChanged(folder.Shown, exception);
        }

        Array.Sort(children, static (a, b) => string.CompareOrdinal(b.Name, a.Name));
        string prefix = folder.Name.Length > 0 ? folder.Name + "/" : string.Empty;
        foreach (FileSystemInfo child in children)
        {
            waiting.Push(new Item(child, prefix + child.Name, Path.Join(folder.Shown, child.Name)));
        }
    }

    private static async Task PackAsync(TarWriter writer, Item item, CancellationToken cancellationToken)
    {
        RequireUnpackable(item);
        if (IsLink(item.Info))
        {
            await WriteAsync(writer, TarEntryType.SymbolicLink, item, item.Name, content: null, cancellationToken).ConfigureAwait(false);
        }
        else if (item.Info is DirectoryInfo)
        {
            await WriteAsync(writer, TarEntryType.Directory, item, item.Name + "/", content: null, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            SteadyFileStream content = new(item.Info.FullName, item.Shown);
            await using (content.ConfigureAwait(false))
            {
                await WriteAsync(writer, TarEntryType.RegularFile, item, item.Name, content, cancellationToken).ConfigureAwait(false);
                content.RequireUnchanged();
            }
        }
    }

    private static async Task WriteAsync(
        TarWriter writer, TarEntryType type, Item item, string name, Stream? content, CancellationToken cancellationToken)
    {
        PaxTarEntry entry = new(type, name) { ModificationTime = new DateTimeOffset(item.Info.LastWriteTimeUtc) };
        if (type == TarEntryType.SymbolicLink)
        {
            entry.LinkName = LinkTarget(item);
            entry.Mode = Permissions;
        }
        else if (!OperatingSystem.IsWindows())
        {
            entry.Mode = item.Info.UnixFileMode & Permissions;
        }

        if (content is not null)
        {
            entry.DataStream = content;
        }

        await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    // What is packed must unpack: a refusal years later would come too late.
    private static void RequireUnpackable(Item item)
    {
        (FileSystemInfo info, string name, string shown) = item;
        bool isLink = IsLink(info);
        string? why = ArchivePath.Judge(name, out string[] path)
            ?? (isLink ? ArchivePath.JudgeLink(path.Length - 1, LinkTarget(item)) : null)
            ?? JudgeLineBreak(name, isLink ? LinkTarget(item) : string.Empty);
        if (why is not null)
        {
            throw new IOException($"{shown} cannot be packed, since it would not be unpacked again: {why}");
        }

        if (isLink)
        {
            return;
        }

        if (!info.Exists)
        {
            // Bytes that are no UTF-8 reach .NET as U+FFFD, and then name nothing.
            throw name.Contains('\uFFFD', StringComparison.Ordinal)
                ? new IOException($"{shown} cannot be packed: its name is not valid Unicode")
                : ArchiveErrors.SourceChanged(shown);
        }

        if (info is FileInfo { Length: 0 } && !OperatingSystem.IsWindows() && !IsRegularFile(info.FullName, shown))
        {
            throw new IOException($"{shown} cannot be packed: it is a socket, pipe or device");
        }
    }

    // The pax reader of .NET ends a value at its first line feed, and so takes the whole archive for malformed.
    private static string? JudgeLineBreak(string name, string target)
        => name.Contains('\n', StringComparison.Ordinal) || target.Contains('\n', StringComparison.Ordinal)
            ? "there is a line break in its name or link target"
            : null;

    // Reading a pipe would wait forever. .NET tells the types of files only in the tar headers that it writes; whatever is no regular file
    // has length zero, so that this header is all that is written. (The GNU form takes any time and owner.)
    private static bool IsRegularFile(string path, string shown)
    {
        using MemoryStream header = new();
        try
        {
            using TarWriter writer = new(header, TarEntryFormat.Gnu, leaveOpen: true);
            writer.WriteEntry(path, "x");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ArchiveErrors.SourceChanged(shown, exception);
        }
        catch (IOException)
        {
            return false;
        }

        return header.GetBuffer()[TypeOffset] == (byte)TarEntryType.RegularFile;
    }

    private static bool IsLink(FileSystemInfo info)
        => info.Attributes != (FileAttributes)(-1) && info.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static string LinkTarget(Item item)
    {
        string target = item.Info.LinkTarget ?? throw new IOException($"{item.Shown} cannot be packed: it is a link of an unknown kind");
        return OperatingSystem.IsWindows() ? target.Replace('\\', '/') : target;
    }

    /// <summary>Something found in the folder.</summary>
    /// <param name="Info">What it is.</param>
    /// <param name="Name">Its name in the archive.</param>
    /// <param name="Shown">Its path as the caller gave that of the folder, for messages.</param>
    private readonly record struct Item(FileSystemInfo Info, string Name, string Shown);
}
