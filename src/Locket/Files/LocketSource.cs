using Locket.Armor;
using Locket.Header;
using Locket.Payload;

namespace Locket.Files;

/// <summary>A Locket file as bytes, its armor taken off: readable anywhere where the original is, else from front to back.</summary>
internal sealed class LocketSource : IDisposable
{
    private const int MarkInBytes = 32;

    private readonly ArmorReadStream? _armor;
    private readonly IDisposable? _owned;
    private readonly Stream? _stream;

    private LocketSource(RandomAccessSource? randomAccess, Stream? stream, bool isArmored, IDisposable? owned)
    {
        RandomAccess = randomAccess;
        _stream = stream;
        _armor = stream as ArmorReadStream;
        IsArmored = isArmored;
        _owned = owned;
    }

    /// <summary>The file at any offset; null for pipes.</summary>
    public RandomAccessSource? RandomAccess { get; }

    /// <summary>The length in bytes, before armor; null for pipes, and for armor whose fault hides it.</summary>
    public long? LengthInBytes => RandomAccess is null or BrokenArmor ? null : RandomAccess.LengthInBytes;

    public bool IsArmored { get; }

    public static LocketSource Open(string path)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        try
        {
            return file.CanSeek && file.Length > 0 ? FromRandomAccess(new FileSource(file.SafeFileHandle), file) : FromForward(file, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public static LocketSource Open(Stream stream)
    {
        return stream switch
        {
            // A file is read by position, by all threads at once; another stream only under a lock.
            FileStream { CanSeek: true, Position: 0, Length: > 0 } file
                => FromRandomAccess(new FileSource(file.SafeFileHandle), owned: null),
            { CanSeek: true } => FromRandomAccess(new StreamSource(stream), owned: null),
            _ => FromForward(stream, owned: null),
        };
    }

    public static LocketSource Open(ReadOnlyMemory<byte> bytes) => FromRandomAccess(new MemorySource(bytes), owned: null);

    /// <summary>Reads the header; the payload's first bytes may have been read with it.</summary>
    public FileHeader ReadHeader(out Stream payload)
    {
        Stream front = _stream ?? new RandomAccessStream(RandomAccess!, 0);
        FileHeader header = HeaderReader.Read(front, out ReadOnlyMemory<byte> rest);
        if (_armor is not null)
        {
            _armor.FailureReason = LocketFailure.DamagedPayload;
        }

        if (RandomAccess is ArmorRandomAccess armor)
        {
            armor.FailureReason = LocketFailure.DamagedPayload;
        }

        payload = new PrefixedStream(rest, front);
        return header;
    }

    public void Dispose()
    {
        _armor?.Dispose();
        RandomAccess?.Dispose();
        _owned?.Dispose();
    }

    private static LocketSource FromRandomAccess(RandomAccessSource source, IDisposable? owned)
    {
        Span<byte> mark = stackalloc byte[MarkInBytes];
        mark = mark[..source.Read(0, mark)];
        ArmorFormat.RefuseCut(mark);
        if (!ArmorFormat.IsArmored(mark))
        {
            return new LocketSource(source, stream: null, isArmored: false, owned);
        }

        // The header is read line by line as from a pipe, so that a fault behind it is not taken for one of its own.
        ArmorReadStream front = new(new RandomAccessStream(source, 0));
        return new LocketSource(OpenArmor(source), front, isArmored: true, owned);
    }

    /// <summary>
    /// A fault that shows from the end must not hide one of the header, or a wrong password; it waits for the first read.
    /// </summary>
    private static RandomAccessSource OpenArmor(RandomAccessSource source)
    {
        try
        {
            return new ArmorRandomAccess(source);
        }
        catch (LocketException exception)
        {
            return new BrokenArmor(source, exception);
        }
    }

    private static LocketSource FromForward(Stream stream, IDisposable? owned)
    {
        byte[] mark = new byte[MarkInBytes];
        int length = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        ArmorFormat.RefuseCut(mark.AsSpan(0, length));
        PrefixedStream whole = new(mark.AsMemory(0, length), stream);
        bool isArmored = ArmorFormat.IsArmored(mark.AsSpan(0, length));
        return new LocketSource(randomAccess: null, isArmored ? new ArmorReadStream(whole) : whole, isArmored, owned);
    }
}
