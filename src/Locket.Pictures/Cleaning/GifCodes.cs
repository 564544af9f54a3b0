namespace Locket.Pictures.Cleaning;

/// <summary>
/// Follows the codes of a GIF image (GIF89a, appendix F) without decoding them, to learn where its pixels end: what comes behind the last
/// of them, no decoder reads. There stands the code that ends the image, and where it does not, it is put there.
/// </summary>
internal sealed class GifCodes
{
    private const int MaxWidth = 12;

    /// <summary>Pixels have at most eight bits.</summary>
    private const int MaxMinimum = 8;

    /// <summary>How many pixels each code stands for.</summary>
    private readonly ushort[] _lengths = new ushort[1 << MaxWidth];
    private long _missing;
    private int _clear;
    private int _firstWidth;
    private uint _bits;
    private int _count;
    private int _width;
    private int _next;
    private int _previous;
    private bool _isFirst;
    private int _placed;

    /// <summary>Whether the image ended.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Whether something else than the end stood behind the last pixel.</summary>
    public bool IsChanged { get; private set; }

    /// <param name="minimum">The size of the first codes, less one bit.</param>
    /// <param name="pixels">How many the image has, more than none.</param>
    public void Start(int minimum, long pixels)
    {
        if (minimum is 0 or > MaxMinimum)
        {
            throw new PictureException(PictureFailure.Damaged, "the GIF file has codes of a length that there is not");
        }

        _missing = pixels;
        _clear = 1 << minimum;
        _firstWidth = minimum + 1;
        _lengths.AsSpan(0, _clear).Fill(1);
        (_bits, _count, _placed) = (0, 0, 0);
        (IsAtEnd, IsChanged) = (false, false);
        Clear();
    }

    /// <summary>How many bytes of a block belong to the image; those behind its last pixel become its end.</summary>
    public int Take(Span<byte> block, bool isLast)
    {
        for (int i = 0; i < block.Length; i++)
        {
            if (IsAtEnd)
            {
                return i;
            }

            if (_missing <= 0)
            {
                PlaceEnd(ref block[i], 0);
                continue;
            }

            _bits |= (uint)block[i] << _count;
            for (_count += 8; _count >= _width && !IsAtEnd && _missing > 0;)
            {
                int code = (int)(_bits & ((1u << _width) - 1));
                _bits >>= _width;
                _count -= _width;
                Follow(code);
            }

            if (_missing > 0 || IsAtEnd)
            {
                continue;
            }

            if (isLast && _count + (8 * (block.Length - 1 - i)) < _width)
            {
                // Some writers leave out the end.
                IsAtEnd = true;
            }
            else
            {
                PlaceEnd(ref block[i], 8 - _count);
            }
        }

        return block.Length;
    }

    /// <summary>What is still missing of the end when all blocks were taken.</summary>
    public byte[] Finish()
    {
        List<byte> rest = [];
        while (_missing <= 0 && !IsAtEnd)
        {
            byte value = 0;
            PlaceEnd(ref value, 0);
            rest.Add(value);
        }

        return [.. rest];
    }

    /// <param name="value">A byte behind the last pixel, or with it.</param>
    /// <param name="from">The first bit that is behind it.</param>
    private void PlaceEnd(ref byte value, int from)
    {
        int bits = Math.Min(8 - from, _width - _placed);
        int mask = ((1 << bits) - 1) << from;
        int end = (((_clear + 1) >> _placed) << from) & mask;
        IsChanged |= (value & mask) != end;
        _placed += bits;
        IsAtEnd = _placed == _width;

        // Bits behind the end fill up the last byte.
        int others = IsAtEnd && IsChanged ? (1 << from) - 1 : ~mask;
        value = (byte)((value & others) | end);
    }

    private void Follow(int code)
    {
        if (code == _clear)
        {
            Clear();
            return;
        }

        if (code == _clear + 1)
        {
            IsAtEnd = true;
            return;
        }

        if (code > (_isFirst ? _clear : _next))
        {
            throw new PictureException(PictureFailure.Damaged, "the GIF file has a code that stands for nothing");
        }

        if (!_isFirst && _next < 1 << MaxWidth)
        {
            _lengths[_next] = (ushort)(_lengths[_previous] + 1);
            if (++_next == 1 << _width && _width < MaxWidth)
            {
                _width++;
            }
        }

        // The first code behind a clear one makes no entry.
        _isFirst = false;
        _previous = code;
        _missing -= _lengths[code];
    }

    private void Clear()
    {
        _width = _firstWidth;
        _next = _clear + 2;
        _isFirst = true;
    }
}
