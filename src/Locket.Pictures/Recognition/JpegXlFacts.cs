namespace Locket.Pictures.Recognition;

/// <summary>JPEG XL (ISO/IEC 18181): the first bits of the codestream, bare or in boxes.</summary>
internal static class JpegXlFacts
{
    /// <summary>Everything that is looked at here, and more.</summary>
    private const int HeaderInBytes = 64;

    /// <summary>Boxes before the codestream: a type, a level, metadata. Real files have a handful.</summary>
    private const int MaxBoxes = 1024;

    private static readonly (uint Base, int Bits)[] Sizes = [(1, 9), (1, 13), (1, 18), (1, 30)];
    private static readonly (uint Base, int Bits)[] PreviewSizes = [(1, 6), (65, 8), (321, 10), (1345, 12)];
    private static readonly (uint Base, int Bits)[] PreviewSizesBy8 = [(16, 0), (32, 0), (1, 5), (33, 9)];

    /// <summary>Ratios of width to height that the size names by number.</summary>
    private static readonly (long Width, long Height)[] Ratios = [(0, 1), (1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1)];

    private static ReadOnlySpan<byte> Codestream => [0xFF, 0x0A];

    private static ReadOnlySpan<byte> Container => [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ', 0x0D, 0x0A, 0x87, 0x0A];

    public static bool Matches(ReadOnlySpan<byte> start)
        => start.StartsWith(Codestream) || start.StartsWith(Container);

    public static PictureInfo Read(ref PictureBytes bytes)
    {
        PictureInfo info = new() { Type = PictureType.JpegXl };
        Span<byte> header = stackalloc byte[HeaderInBytes];
        Span<byte> start = stackalloc byte[2];
        int count = bytes.TryRead(0, start) && start.SequenceEqual(Codestream)
            ? bytes.ReadSome(0, header)
            : Gather(ref bytes, header);
        if (count <= Codestream.Length)
        {
            return Recognizer.Note(info, bytes.MissingBytes);
        }

        return header.StartsWith(Codestream)
            ? ReadHeader(info, header[Codestream.Length..count])
            : info with { Damage = PictureDamage.Malformed };
    }

    /// <summary>The codestream's first bytes, from the one box that holds it or the first of several.</summary>
    private static int Gather(ref PictureBytes bytes, scoped Span<byte> header)
    {
        int count = 0;
        long offset = 0;
        for (int i = 0; i < MaxBoxes && count < header.Length && Box.TryRead(ref bytes, offset, long.MaxValue, out Box box); i++)
        {
            // A partial box begins with its number.
            int skipped = box.Type == Box.Name("jxlp"u8) ? sizeof(uint) : 0;
            if (skipped > 0 || box.Type == Box.Name("jxlc"u8))
            {
                long length = Math.Max(0, Math.Min(header.Length - count, box.End - box.Content - skipped));
                count += bytes.ReadSome(box.Content + skipped, header.Slice(count, (int)length));
            }

            if (box.End <= offset || box.Type == Box.Name("jxlc"u8))
            {
                break;
            }

            offset = box.End;
        }

        return count;
    }

    private static PictureInfo ReadHeader(PictureInfo info, ReadOnlySpan<byte> header)
    {
        BitReader bits = new(header);
        (long width, long height) = ReadSize(ref bits);
        info = info with { Width = Recognizer.Size(width), Height = Recognizer.Size(height) };
        if (bits.IsPastEnd)
        {
            return info with { Width = null, Height = null, Damage = PictureDamage.CutOff };
        }

        bool isDefault = bits.ReadBool();
        if (!isDefault && bits.ReadBool())
        {
            int orientation = 1 + (int)bits.Read(3);
            if (bits.ReadBool())
            {
                _ = ReadSize(ref bits);
            }

            if (bits.ReadBool())
            {
                ReadPreview(ref bits);
            }

            info = info with { Orientation = orientation, IsAnimated = bits.ReadBool() };
        }

        return bits.IsPastEnd ? info with { Damage = PictureDamage.CutOff } : info;
    }

    private static (long Width, long Height) ReadSize(ref BitReader bits)
    {
        bool isBy8 = bits.ReadBool();
        long height = ReadSide(ref bits, isBy8);
        int ratio = (int)bits.Read(3);
        return (ratio == 0 ? ReadSide(ref bits, isBy8) : height * Ratios[ratio].Width / Ratios[ratio].Height, height);
    }

    private static long ReadSide(ref BitReader bits, bool isBy8) => isBy8 ? 8 * (1 + (long)bits.Read(5)) : bits.ReadU32(Sizes);

    private static void ReadPreview(ref BitReader bits)
    {
        (uint Base, int Bits)[] kinds = bits.ReadBool() ? PreviewSizesBy8 : PreviewSizes;
        _ = bits.ReadU32(kinds);
        if (bits.Read(3) == 0)
        {
            _ = bits.ReadU32(kinds);
        }
    }
}
