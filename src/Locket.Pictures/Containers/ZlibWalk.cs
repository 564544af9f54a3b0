using System.Buffers.Binary;

namespace Locket.Pictures.Containers;

/// <summary>
/// Follows the codes of a zlib stream (RFC 1950, RFC 1951) without unpacking it, to learn where it ends: what comes behind, no decoder
/// reads. Its work grows with the bytes that come, not with those that they stand for.
/// </summary>
internal sealed class ZlibWalk
{
    private const int MaxWindowInBytes = 32 * 1024;
    private const int MaxLiterals = 286;
    private const int MaxDistances = 30;
    private const int EndOfBlock = 256;

    /// <summary>In this order the lengths of the code stand that tells the lengths of the others (3.2.7).</summary>
    private static readonly byte[] CodeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>From symbol 257 on, the shortest match, and how many bits are added to it (3.2.5).</summary>
    private static readonly ushort[] Matches =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly byte[] MatchBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static readonly DeflateCode FixedLiterals = DeflateCode.TryMake(
        [.. Enumerable.Range(0, 288).Select(symbol => (byte)(symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))], isWhole: true)!;

    private static readonly DeflateCode FixedDistances = DeflateCode.TryMake([.. Enumerable.Repeat((byte)5, 32)], isWhole: true)!;

    private readonly UInt128 _most;
    private readonly byte[] _lengths = new byte[MaxLiterals + MaxDistances];
    private ZlibStage _next;
    private ulong _bits;
    private int _count;
    private bool _isLast;
    private int _stored;
    private int _literals;
    private int _distances;
    private int _codes;
    private int _told;
    private UInt128 _length;
    private DeflateCode _literalCode = FixedLiterals;
    private DeflateCode _distanceCode = FixedDistances;

    /// <param name="most">How many bytes it may stand for.</param>
    public ZlibWalk(UInt128 most)
    {
        _most = most;
    }

    /// <summary>Whether the stream ended.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Follows the next bytes.</summary>
    /// <returns>How many of them belong to the stream.</returns>
    /// <exception cref="PictureException">They stand for nothing, or for more than they may: decoders stop there.</exception>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (!IsAtEnd)
        {
            if (bytes.Length - at >= sizeof(ulong))
            {
                _bits |= BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]) << _count;
                at += (63 - _count) >> 3;
                _count |= 56;
            }

            for (; _count < 56 && at < bytes.Length; _count += 8)
            {
                _bits |= (ulong)bytes[at++] << _count;
            }

            // A step takes nothing where it needs more bits than there are; so those that are left over at the end came with these bytes.
            while (!IsAtEnd && Step())
            {
            }

            if (!IsAtEnd && at == bytes.Length)
            {
                return at;
            }
        }

        at -= _count / 8;
        (_bits, _count) = (0, 0);
        return at;
    }

    private static PictureException NoCode() => Damaged("the pixels are packed with a code that stands for nothing");

    private static int Low(ulong bits, int count) => (int)(bits & ((1ul << count) - 1));

    private static PictureException Damaged(string message) => new(PictureFailure.Damaged, message);

    /// <returns>Whether there were enough bits for it.</returns>
    private bool Step() => _next switch
    {
        ZlibStage.Head => ReadHead(),
        ZlibStage.Block => ReadBlock(),
        ZlibStage.StoredLength => ReadStoredLength(),
        ZlibStage.Stored => ReadStored(),
        ZlibStage.CodeCounts => ReadCodeCounts(),
        ZlibStage.CodeLengths => ReadCodeLength(),
        ZlibStage.Lengths => ReadLength(),
        _ => ReadSymbol(),
    };

    private bool TryRead(int bits, out int value)
    {
        value = Low(_bits, bits);
        return bits <= _count && Pass(bits);
    }

    private bool Pass(int bits)
    {
        _bits >>= bits;
        _count -= bits;
        return true;
    }

    private bool ReadHead()
    {
        if (!TryRead(16, out int head))
        {
            return false;
        }

        // Deflate with a window of at most 32 KiB, no dictionary, and a sum that comes out even.
        int first = head & 255;
        if ((first & 15) != 8 || first > 0x78 || (head & 0x2000) != 0 || ((first << 8) | (head >> 8)) % 31 != 0)
        {
            throw Damaged("the pixels are not packed as they have to be");
        }

        _next = ZlibStage.Block;
        return true;
    }

    private bool ReadBlock()
    {
        if (_isLast)
        {
            // The rest of a byte, then four bytes of checksum.
            if (_count < (_count & 7) + 32)
            {
                return false;
            }

            IsAtEnd = Pass((_count & 7) + 32);
            return false;
        }

        if (!TryRead(3, out int head))
        {
            return false;
        }

        _isLast = (head & 1) != 0;
        (_literalCode, _distanceCode) = (FixedLiterals, FixedDistances);
        _next = (head >> 1) switch
        {
            0 => ZlibStage.StoredLength,
            1 => ZlibStage.Symbols,
            2 => ZlibStage.CodeCounts,
            _ => throw Damaged("the pixels are packed in a way that there is not"),
        };
        return true;
    }

    private bool ReadStoredLength()
    {
        int rest = _count & 7;
        if (_count < rest + 32)
        {
            return false;
        }

        _stored = (int)(_bits >> rest) & 0xFFFF;
        if (_stored != (~(int)(_bits >> (rest + 16)) & 0xFFFF))
        {
            throw Damaged("the pixels are not packed as they have to be");
        }

        Add(_stored);
        _next = ZlibStage.Stored;
        return Pass(rest + 32);
    }

    private bool ReadStored()
    {
        int count = Math.Min(_stored, _count / 8);
        _stored -= count;
        Pass(count * 8);
        if (_stored > 0)
        {
            return false;
        }

        _next = ZlibStage.Block;
        return true;
    }

    private bool ReadCodeCounts()
    {
        if (!TryRead(14, out int sizes))
        {
            return false;
        }

        _literals = (sizes & 31) + 257;
        _distances = ((sizes >> 5) & 31) + 1;
        _codes = (sizes >> 10) + 4;
        if (_literals > MaxLiterals || _distances > MaxDistances)
        {
            throw Damaged("the pixels are packed with codes that there are not");
        }

        _told = 0;
        _lengths.AsSpan().Clear();
        _next = ZlibStage.CodeLengths;
        return true;
    }

    private bool ReadCodeLength()
    {
        if (!TryRead(3, out int length))
        {
            return false;
        }

        _lengths[CodeOrder[_told++]] = (byte)length;
        if (_told == _codes)
        {
            _literalCode = Make(_lengths.AsSpan(0, CodeOrder.Length), isWhole: true);
            _told = 0;
            _next = ZlibStage.Lengths;
        }

        return true;
    }

    private bool ReadLength()
    {
        int symbol = _literalCode.Find(_bits, out int length);
        int extra = symbol switch { 16 => 2, 17 => 3, 18 => 7, _ => 0 };
        if (length + extra > _count)
        {
            return false;
        }

        Pass(length);
        _ = TryRead(extra, out int more);
        int repeats = symbol switch { < 16 => 1, 18 => 11 + more, _ => 3 + more };
        if (repeats > _literals + _distances - _told || (symbol == 16 && _told == 0))
        {
            throw Damaged("the pixels are packed with codes that there are not");
        }

        byte value = symbol switch { < 16 => (byte)symbol, 16 => _lengths[_told - 1], _ => 0 };
        _lengths.AsSpan(_told, repeats).Fill(value);
        _told += repeats;
        if (_told == _literals + _distances)
        {
            _literalCode = Make(_lengths.AsSpan(0, _literals), isWhole: false);
            _distanceCode = Make(_lengths.AsSpan(_literals, _distances), isWhole: false);
            _next = _lengths[EndOfBlock] > 0 ? ZlibStage.Symbols : throw Damaged("the pixels are packed without an end");
        }

        return true;
    }

    private bool ReadSymbol()
    {
        int symbol = _literalCode.Find(_bits, out int length);
        if (!IsThere(length, length))
        {
            return false;
        }

        if (symbol == EndOfBlock)
        {
            _next = ZlibStage.Block;
        }
        else if (symbol > EndOfBlock)
        {
            return ReadMatch(symbol - EndOfBlock - 1, length);
        }
        else
        {
            Add(1);
        }

        return Pass(length);
    }

    private bool ReadMatch(int match, int codeLength)
    {
        int matchBits = match < MatchBits.Length ? MatchBits[match] : throw NoCode();
        ulong behind = _bits >> (codeLength + matchBits);
        int distance = _distanceCode.Find(behind, out int length);
        int distanceBits = Math.Max(0, (distance >> 1) - 1);
        int all = codeLength + matchBits + length + distanceBits;
        if (!IsThere(all, length))
        {
            return false;
        }

        int back = distance < 4 ? distance + 1 : ((2 | (distance & 1)) << distanceBits) + 1 + Low(behind >> length, distanceBits);
        if (distance >= MaxDistances || back > MaxWindowInBytes || (uint)back > _length)
        {
            throw NoCode();
        }

        Add(Matches[match] + Low(_bits >> codeLength, matchBits));
        return Pass(all);
    }

    private bool IsThere(int bits, int codeLength) => bits <= _count
        && (codeLength <= DeflateCode.LongestInBits ? true : throw NoCode());

    private void Add(int count)
    {
        _length += (uint)count;
        if (_length > _most)
        {
            throw Damaged("there are more packed pixels than the picture has");
        }
    }

    private static DeflateCode Make(ReadOnlySpan<byte> lengths, bool isWhole)
        => DeflateCode.TryMake(lengths, isWhole) ?? throw Damaged("the pixels are packed with codes that there are not");
}
