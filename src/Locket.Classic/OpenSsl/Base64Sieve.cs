using System.Buffers;

namespace Locket.Classic.OpenSsl;

/// <summary>
/// Takes base64 out of text as liberally as <c>openssl enc -d -a</c>: lines of any length, white space anywhere, lines of other text before
/// it, and an end at a <c>-</c>, so that PEM and mail can be read as they are. Unlike openssl it refuses what is cut off or follows the
/// padding.
/// </summary>
internal sealed class Base64Sieve
{
    /// <summary>A line is judged by so many of its first bytes.</summary>
    private const int JudgedInBytes = 1024;

    /// <summary>Of other text before the base64, in bytes.</summary>
    private const int MaxSkippedInBytes = 64 * 1024;

    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private readonly byte[] _line = new byte[JudgedInBytes];
    private int _lineLength;
    private int _skipped;
    private bool _skipsLine;
    private int _padding;

    /// <summary>Gets whether base64 has begun.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Gets whether nothing more belongs to it.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Gets how many characters, with padding, came out in all.</summary>
    public long Count { get; private set; }

    /// <summary>Copies the base64 of a piece of text; room is needed for it and for <see cref="JudgedInBytes"/> more.</summary>
    /// <returns>How many characters were copied.</returns>
    public int Sift(ReadOnlySpan<byte> text, Span<byte> characters)
    {
        int written = 0;
        while (!text.IsEmpty && !HasEnded)
        {
            if (HasBegun)
            {
                written += Take(text, characters[written..]);
                break;
            }

            text = text[Judge(text)..];
            written += TakeJudgedLine(characters[written..]);
        }

        return written;
    }

    /// <summary>No text follows.</summary>
    /// <returns>How many more characters were copied.</returns>
    public int Finish(Span<byte> characters)
    {
        if (!HasBegun && !_skipsLine && _lineLength > 0)
        {
            HasBegun = IsBase64(_line.AsSpan(0, _lineLength));
        }

        return HasBegun ? TakeJudgedLine(characters) : 0;
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or >= 9 and <= 13;

    private static bool IsBase64(ReadOnlySpan<byte> line)
    {
        bool any = false;
        foreach (byte value in line)
        {
            any |= Alphabet.Contains(value);
            if (!IsSpace(value) && value != '=' && !Alphabet.Contains(value))
            {
                return false;
            }
        }

        return any;
    }

    // Collects one line, or as much as is judged of it, and says how much text that was.
    private int Judge(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'\n');
        int available = end < 0 ? text.Length : end + 1;
        int used = _skipsLine ? available : Math.Min(available, JudgedInBytes - _lineLength);
        if (!_skipsLine)
        {
            text[..used].CopyTo(_line.AsSpan(_lineLength));
            _lineLength += used;
        }

        bool isLineEnd = end >= 0 && used == available;
        if (_skipsLine || isLineEnd || _lineLength == JudgedInBytes)
        {
            if (!_skipsLine && IsBase64(_line.AsSpan(0, _lineLength)))
            {
                HasBegun = true;
                return used;
            }

            _skipped += _skipsLine ? used : _lineLength;
            _lineLength = 0;
            _skipsLine = !isLineEnd;
            if (_skipped > MaxSkippedInBytes)
            {
                throw Base64Failures.NoData();
            }
        }

        return used;
    }

    private int TakeJudgedLine(Span<byte> characters)
    {
        if (!HasBegun || _lineLength == 0)
        {
            return 0;
        }

        int length = _lineLength;
        _lineLength = 0;
        return Take(_line.AsSpan(0, length), characters);
    }

    private int Take(ReadOnlySpan<byte> text, Span<byte> characters)
    {
        int written = 0;
        while (!text.IsEmpty && !HasEnded)
        {
            int run = text.IndexOfAnyExcept(Alphabet);
            run = run < 0 ? text.Length : run;
            if (run > 0)
            {
                if (_padding > 0)
                {
                    throw Base64Failures.Character();
                }

                text[..run].CopyTo(characters[written..]);
                written += run;
                Count += run;
            }
            else
            {
                run = 1;
                written += TakeOther(text[0], characters[written..]);
            }

            text = text[run..];
        }

        return written;
    }

    private int TakeOther(byte value, Span<byte> characters)
    {
        if (IsSpace(value))
        {
            return 0;
        }

        if (value == '-')
        {
            HasEnded = true;
            return 0;
        }

        // Padding fills a group up that has two or three characters.
        if (value != '=' || Count % 4 < 2)
        {
            throw Base64Failures.Character();
        }

        _padding++;
        Count++;
        characters[0] = value;
        return 1;
    }
}
