using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Locket.Client.Keeping;
using Locket.Rooms;
using Locket.Secrets;
using Locket.Wire;

namespace Locket.Client;

/// <summary>A folder that keeps one room: this member's keys, what is still to be sent, and what was said.</summary>
/// <remarks>
/// <para><c>key.locket</c> holds a random key, sealed with the password; Argon2id is paid for once, when the folder is opened.
/// <c>state.locket</c> is sealed with that key and replaced as a whole each time something changes. History beyond 16 KiB goes into
/// <c>history-0000.locket</c> and so on, of which the newest 1,024 are kept: the segment first, then the state that counts it. After a
/// crash between the two, the state still holds what the segment holds and does not count it; the next segment takes its place.
/// <c>hosting.locket</c> is what a host needs to come back as the same.</para>
/// <para>One process at a time. Copying the folder and using both copies ends sessions: the others see a member that goes back.</para>
/// </remarks>
public sealed class RoomFolder : IDisposable
{
    /// <summary>What the state holds of the history in bytes before it becomes a segment: it is written with each change.</summary>
    internal const int MaxTailInBytes = 16 * 1024;

    /// <summary>The segments that are kept, 16 MiB of history beside the state's own; then the oldest goes.</summary>
    internal const int MaxSegments = 1024;

    /// <summary>A certificate with its key takes 1 KiB.</summary>
    private const int MaxHostingInBytes = 64 * 1024;

    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _path;
    private readonly FileStream _lock;
    private readonly SymmetricKey _key;
    private readonly KeyRecipient _recipient;
    private readonly ArrayBufferWriter<byte> _tail = new();
    private RoomAddress? _address;
    private SecretBytes? _room;
    private IReadOnlyList<HistoryItem> _files = [];
    private int _segments;

    private RoomFolder(string path, FileStream lockFile, SymmetricKey key)
    {
        _path = path;
        _lock = lockFile;
        _key = key;
        _recipient = new KeyRecipient(key);
    }

    /// <summary>Gets a value indicating whether a room is kept here already.</summary>
    public bool HoldsRoom => _room is not null;

    /// <summary>
    /// Gets how many of the newest texts of others in the history may not have been shown: the program that kept them ended before it said
    /// so (<see cref="RoomClient.MarkReadAsync"/>).
    /// </summary>
    public int UnseenCount { get; private set; }

    /// <summary>Gets the files that did not survive the process before this one.</summary>
    internal IReadOnlyList<HistoryItem> LostFiles => _files;

    /// <summary>Gets how much was written since it was opened, sealed, in bytes.</summary>
    internal long WrittenInBytes { get; private set; }

    /// <summary>Opens a folder, or makes one; its own user alone may read it.</summary>
    /// <param name="path">A folder that keeps a room, an empty one, or a name that nothing has.</param>
    /// <param name="password">The password of the folder, which is not the room's.</param>
    /// <param name="kdf">How the password of a new folder is stretched; null for the default.</param>
    /// <returns>The folder, locked for other processes until it is disposed.</returns>
    /// <exception cref="RoomFolderException">See <see cref="RoomFolderFailure"/>.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static RoomFolder Open(string path, Password password, PasswordKdf? kdf = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(password);
        path = Path.GetFullPath(path);
        MakeFolder(path);
        FileStream lockFile = Lock(path);
        RoomFolder? folder = null;
        try
        {
            RemovePartialFiles(path);
            folder = new RoomFolder(path, lockFile, ReadOrMakeKey(Path.Combine(path, KeptNames.Key), password, kdf));
            folder.Load();
            return folder;
        }
        catch
        {
            folder?.Dispose();
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>Goes on with the room that is kept here.</summary>
    /// <param name="keys">The keys of the same room.</param>
    /// <param name="options">How to take part.</param>
    /// <param name="now">The time.</param>
    /// <param name="room">The room.</param>
    /// <param name="attempts">
    /// Where the count of attempts is kept, too: what either knows of counts. So neither an older copy of the folder nor a run without it
    /// makes attempts forgotten. Null: nowhere.
    /// </param>
    /// <returns>False where none is kept here yet.</returns>
    /// <exception cref="RoomFolderException">Another room is kept here, or the state is of another version.</exception>
    public bool TryRestore(
        RoomKeys keys, RoomOptions options, DateTimeOffset now, [NotNullWhen(true)] out Room? room, AttemptFile? attempts = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        room = null;
        byte[] known = attempts is null ? [] : attempts.Read();
        if (ReadRoom(RoomAddress.FromBytes(keys.Address)) is not SecretBytes saved)
        {
            return false;
        }

        if (!Room.TryRestore(saved.Span, keys, options, now, out room))
        {
            throw new RoomFolderException(RoomFolderFailure.Damaged, $"{_path} holds no room that this program can go on with");
        }

        room.AddAttempts(known, now);
        return true;
    }

    /// <summary>Removes what is kept here, for a member that has left, and nothing else of the folder; then disposes this.</summary>
    /// <exception cref="IOException">Something cannot be removed.</exception>
    public void Remove()
    {
        foreach (string path in Directory.EnumerateFiles(_path).Where(path => KeptNames.IsOurs(Path.GetFileName(path))).ToArray())
        {
            File.Delete(path);
        }

        Dispose();
    }

    /// <summary>Reads what was said, the oldest first, one segment at a time.</summary>
    /// <exception cref="RoomFolderException">A segment is damaged or missing.</exception>
    public IEnumerable<HistoryItem> ReadHistory()
    {
        for (int number = Math.Max(0, _segments - MaxSegments); number < _segments; number++)
        {
            foreach (HistoryItem item in Items(SealedFile.Read(SegmentPath(number), _key)))
            {
                yield return item;
            }
        }

        foreach (HistoryItem item in Items(_tail.WrittenSpan.ToArray()))
        {
            yield return item;
        }
    }

    /// <summary>Reads what <see cref="WriteHosting"/> kept.</summary>
    /// <returns>The bytes, to be zeroed by the caller; null where there are none.</returns>
    /// <exception cref="RoomFolderException">They are damaged.</exception>
    /// <exception cref="IOException">They cannot be read.</exception>
    public byte[]? ReadHosting()
    {
        string path = Path.Combine(_path, KeptNames.Hosting);
        return File.Exists(path) ? SealedFile.Read(path, _key) : null;
    }

    /// <summary>Keeps what a host needs to come back as the same, sealed like everything here; ends when it is on the disk.</summary>
    /// <param name="hosting">Its certificate and the like; only the caller knows how to read it. At most 64 KiB.</param>
    /// <exception cref="ArgumentException">It is longer.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteHosting(ReadOnlySpan<byte> hosting)
    {
        if (hosting.Length > MaxHostingInBytes)
        {
            throw new ArgumentException($"at most {MaxHostingInBytes} bytes are kept", nameof(hosting));
        }

        SealedFile.Write(Path.Combine(_path, KeptNames.Hosting), hosting, _recipient);
    }

    /// <summary>Lets other processes use the folder, and zeroes the keys.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        _room?.Dispose();
        _key.Dispose();
        _recipient.Dispose();
        _tail.Clear();
    }

    /// <summary>The state of this room; null where none is kept yet.</summary>
    internal SecretBytes? ReadRoom(RoomAddress address)
    {
        if (_address is RoomAddress kept && kept != address)
        {
            throw new RoomFolderException(RoomFolderFailure.OtherRoom, $"{_path} keeps another room");
        }

        _address = address;
        return _room;
    }

    /// <summary>The newest texts of others that may not have been shown, the oldest first.</summary>
    internal IEnumerable<HistoryItem> ReadUnseen()
        => UnseenCount == 0 ? [] : ReadHistory().Where(item => item.Kind == HistoryKind.TextReceived).TakeLast(UnseenCount);

    /// <summary>Ends when all of this is on the disk.</summary>
    internal void Write(RoomAddress address, ReadOnlySpan<byte> room, KeptNotes notes)
    {
        foreach (HistoryItem item in notes.News)
        {
            HistoryBytes.Write(_tail, item);
        }

        int segments = _segments;
        ReadOnlySpan<byte> tail = _tail.WrittenSpan;
        if (tail.Length > MaxTailInBytes)
        {
            WrittenInBytes += SealedFile.Write(SegmentPath(segments), tail, _recipient);
            segments++;
            tail = default;
        }

        using SecretBytes state = KeptState.ToBytes(address, segments, notes, room, tail);
        WrittenInBytes += SealedFile.Write(Path.Combine(_path, KeptNames.State), state.Span, _recipient);
        if (segments != _segments)
        {
            _segments = segments;
            _tail.Clear();
            RemoveOldSegments();
        }

        // The same folder can be gone on with in this process: from here, never from where it was when it was opened.
        _room?.Dispose();
        _room = new SecretBytes(room);
    }

    /// <summary>After the state that does not count on them any more; what a crash leaves here goes the next time.</summary>
    private void RemoveOldSegments()
    {
        foreach (string path in Directory.EnumerateFiles(_path))
        {
            if (KeptNames.SegmentNumber(Path.GetFileName(path)) < _segments - MaxSegments)
            {
                File.Delete(path);
            }
        }
    }

    private static void MakeFolder(string path)
    {
        if (File.Exists(path))
        {
            throw new RoomFolderException(RoomFolderFailure.NotARoomFolder, $"{path} is a file");
        }

        if (!Directory.Exists(path))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnersAlone);
            }
        }

        // A folder with other things in it is not taken over: its permissions would change.
        if (!File.Exists(Path.Combine(path, KeptNames.Key))
            && Directory.EnumerateFileSystemEntries(path).Any(entry => Path.GetFileName(entry) is not KeptNames.Lock
                && !KeptNames.IsPartial(Path.GetFileName(entry))))
        {
            throw new RoomFolderException(RoomFolderFailure.NotARoomFolder, $"{path} is not empty and keeps no room");
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, OwnersAlone);
        }
    }

    private static FileStream Lock(string path)
    {
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new FileStream(Path.Combine(path, KeptNames.Lock), options);
        }
        catch (IOException failure)
        {
            throw new RoomFolderException(RoomFolderFailure.InUse, $"another program uses {path}", failure);
        }
    }

    private static void RemovePartialFiles(string path)
    {
        foreach (string partial in Directory.EnumerateFiles(path).Where(file => KeptNames.IsPartial(Path.GetFileName(file))))
        {
            File.Delete(partial);
        }
    }

    private static SymmetricKey ReadOrMakeKey(string path, Password password, PasswordKdf? kdf)
    {
        if (!File.Exists(path))
        {
            SymmetricKey key = SymmetricKey.Generate();
            using PasswordRecipient recipient = new(password, kdf);
            SealedFile.Write(path, key.Bytes, recipient);
            return key;
        }

        byte[] bytes = SealedFile.Read(path, password);
        try
        {
            return bytes.Length == SymmetricKey.LengthInBytes
                ? new SymmetricKey(bytes)
                : throw new RoomFolderException(RoomFolderFailure.Damaged, $"{path} holds no key");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private void Load()
    {
        string path = Path.Combine(_path, KeptNames.State);
        if (!File.Exists(path))
        {
            return;
        }

        byte[] bytes = SealedFile.Read(path, _key);
        try
        {
            using KeptState state = KeptState.From(bytes)
                ?? throw new RoomFolderException(RoomFolderFailure.Damaged, $"{path} is of another version");
            _address = state.Address;
            _segments = state.Segments;
            UnseenCount = state.Unseen;
            _files = state.Files;
            _room = new SecretBytes(state.Room.Span);
            _tail.Write(state.History);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private List<HistoryItem> Items(byte[] bytes)
    {
        List<HistoryItem> items = [];
        return HistoryBytes.TryRead(bytes, items)
            ? items
            : throw new RoomFolderException(RoomFolderFailure.Damaged, $"the history in {_path} is damaged");
    }

    private string SegmentPath(int number) => Path.Combine(_path, KeptNames.Segment(number));
}
