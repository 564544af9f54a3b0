namespace Locket.Pictures.Previews;

/// <summary>The bits of one restart interval, without the zeros that stand behind each FF (ISO/IEC 10918-1, F.1.2.3).</summary>
internal sealed class EntropyBits
{
    /// <summary>
    /// Zeros behind the bits: more than a block can read, so that the end need be looked for only after each block. A block has at most 64
    /// codes of at most 31 bits with their numbers.
    /// </summary>
    private const int MarginInBytes = 64 * 4 * 2;

    /// <summary>Longer files would have more bits than a number here can count.</summary>
    public const int MaxFileInBytes = 1 << 28;

    private byte[] _bytes = [];

    public uint LengthInBits { get; private set; }

    public byte[] Bytes => _bytes;

    /// <summary>Takes what stands up to the next marker.</summary>
    /// <param name="file">The picture.</param>
    /// <param name="at">Where the bits begin; becomes where the marker stands, or the end.</param>
    public void Take(ReadOnlySpan<byte> file, ref int at)
    {
        if (_bytes.Length < file.Length - at + MarginInBytes)
        {
            _bytes = new byte[file.Length - at + MarginInBytes];
        }

        Span<byte> to = _bytes;
        int length = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = file[at..];
            int mark = rest.IndexOf(byte.MaxValue);
            bool isStuffed = mark >= 0 && mark + 1 < rest.Length && rest[mark + 1] == 0;
            int upToMark = isStuffed ? mark + 1 : mark;
            int count = mark < 0 ? rest.Length : upToMark;
            rest[..count].CopyTo(to[length..]);
            length += count;
            at += count;
            if (!isStuffed)
            {
                break;
            }

            at++;
        }

        to.Slice(length, MarginInBytes).Clear();
        LengthInBits = (uint)length * 8;
    }
}
