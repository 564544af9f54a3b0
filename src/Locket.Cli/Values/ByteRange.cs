namespace Locket.Cli.Values;

/// <summary>A stretch of content, as <c>--range</c> takes it.</summary>
/// <param name="First">The first byte, or <see langword="null"/> for "the last <paramref name="Length"/> bytes".</param>
/// <param name="Length">How many bytes, or <see langword="null"/> for all to the end.</param>
internal readonly record struct ByteRange(long? First, long? Length)
{
    /// <summary>Reads <c>A-B</c> (both included, as in HTTP), <c>A+N</c>, <c>A-</c> or <c>-N</c>; A, B and N are sizes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ByteRange range)
    {
        range = default;
        int sign = text.IndexOfAny('-', '+');
        if (sign < 0)
        {
            return false;
        }

        ReadOnlySpan<char> left = text[..sign];
        ReadOnlySpan<char> right = text[(sign + 1)..];
        if (text[sign] == '+')
        {
            if (!ByteSize.TryParse(left, out long start) || !ByteSize.TryParse(right, out long count))
            {
                return false;
            }

            range = new(start, count);
            return true;
        }

        if (left.IsEmpty)
        {
            bool valid = ByteSize.TryParse(right, out long last);
            range = new(null, last);
            return valid;
        }

        if (!ByteSize.TryParse(left, out long first))
        {
            return false;
        }

        if (right.IsEmpty)
        {
            range = new(first, null);
            return true;
        }

        if (!ByteSize.TryParse(right, out long included) || included < first || included == long.MaxValue)
        {
            return false;
        }

        range = new(first, included - first + 1);
        return true;
    }
}
