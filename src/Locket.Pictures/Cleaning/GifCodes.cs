namespace Locket.Pictures.Cleaning;

/// <summary>
/// Follows the codes of a GIF image (GIF89a, appendix F) without decoding them, to learn where they end: what comes behind that, no decoder reads.
/// </summary>
internal sealed class GifCodes
{
    private const int MaxWidth = 12;

    private readonly int _clear;
    private readonly int _firstWidth;
    private uint _bits;
    private int _count;
    private int _width;
    private int _next;
    private bool _isFirst;

    /// <param name="minimum">The size of the first codes, less one bit.</param>
    public GifCodes(int minimum)
    {
        _clear = 1 << Math.Min(minimum, MaxWidth);
        _firstWidth = Math.Min(minimum, MaxWidth - 1) + 1;
        Clear();
    }

    /// <summary>Whether the code came that ends the image.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>How many bytes of a block belong to the image.</summary>
    public int Take(ReadOnlySpan<byte> block)
    {
        for (int i = 0; i < block.Length; i++)
        {
            if (IsAtEnd)
            {
                return i;
            }

            _bits |= (uint)block[i] << _count;
            for (_count += 8; _count >= _width && !IsAtEnd;)
            {
                int code = (int)(_bits & ((1u << _width) - 1));
                _bits >>= _width;
                _count -= _width;
                Follow(code);
            }
        }

        return block.Length;
    }

    private void Follow(int code)
    {
        if (code == _clear)
        {
            Clear();
        }
        else if (code == _clear + 1)
        {
            IsAtEnd = true;
        }
        else if (_isFirst)
        {
            // The first code behind a clear one makes no entry.
            _isFirst = false;
        }
        else if (_next < 1 << MaxWidth && ++_next == 1 << _width && _width < MaxWidth)
        {
            _width++;
        }
    }

    private void Clear()
    {
        _width = _firstWidth;
        _next = _clear + 2;
        _isFirst = true;
    }
}
