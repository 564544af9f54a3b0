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
            { CanSeek: true } => FromRandomAccess(new StreamSource(stream), owned: null),
            _ => FromForward(stream, owned: null),
        };
    }

    public static LocketSource Open(ReadOnlyMemory<byte> bytes) => FromRandomAccess(new MemorySource(bytes), owned: null);

    /// <summary>Reads the header; the payload's first bytes may have been read with it.</summary>
    public FileHeader ReadHeader(out Stream payload)
    {
        Stream front = RandomAccess is null ? _stream! : new RandomAccessStream(RandomAccess, 0);
        FileHeader header = HeaderReader.Read(front, out ReadOnlyMemory<byte> rest);
        if (_armor is not null)
        {
            _armor.FailureReason = LocketFailure.DamagedPayload;
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
        bool isArmored = ArmorFormat.IsArmored(mark[..source.Read(0, mark)]);
        return new LocketSource(isArmored ? new ArmorRandomAccess(source) : source, stream: null, isArmored, owned);
    }

    private static LocketSource FromForward(Stream stream, IDisposable? owned)
    {
        byte[] mark = new byte[MarkInBytes];
        int length = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        PrefixedStream whole = new(mark.AsMemory(0, length), stream);
        bool isArmored = ArmorFormat.IsArmored(mark.AsSpan(0, length));
        return new LocketSource(randomAccess: null, isArmored ? new ArmorReadStream(whole) : whole, isArmored, owned);
    }
}
