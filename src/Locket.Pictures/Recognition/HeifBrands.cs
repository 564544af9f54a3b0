namespace Locket.Pictures.Recognition;

/// <summary>What a file's first box says it is: HEIC, AVIF or HEIF of another coding, still or a sequence.</summary>
/// <param name="Type">The format.</param>
/// <param name="IsSequence">Whether the first brand is one of image sequences.</param>
internal readonly record struct HeifBrands(PictureType Type, bool IsSequence)
{
    /// <summary>The major brand and as many compatible ones as real files come near.</summary>
    private const int MaxBrands = 64;

    /// <returns><see langword="false"/> for films and whatever else uses such boxes.</returns>
    public static bool TryFind(ref PictureBytes bytes, out HeifBrands found)
    {
        found = default;
        if (!Box.TryRead(ref bytes, 0, long.MaxValue, out Box box) || box.Type != Box.Name("ftyp"u8))
        {
            return false;
        }

        Span<byte> content = stackalloc byte[MaxBrands * sizeof(uint)];
        content = content[..bytes.ReadSome(box.Content, content[..(int)Math.Min(content.Length, box.End - box.Content)])];
        bool isHeif = false;
        bool isHeic = false;
        bool isAvif = false;
        for (int at = 0; at + sizeof(uint) <= content.Length; at += sizeof(uint))
        {
            // Second stands a version; in the small form, the brand of its coding.
            ReadOnlySpan<byte> brand = at == sizeof(uint) && !content.StartsWith("mif3"u8) ? default : content.Slice(at, sizeof(uint));
            isAvif |= brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8);
            isHeic |= IsHeic(brand);
            isHeif |= brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("mif2"u8) || brand.SequenceEqual("mif3"u8)
                || brand.SequenceEqual("msf1"u8)
                || brand.SequenceEqual("avci"u8) || brand.SequenceEqual("avcs"u8) || brand.SequenceEqual("jpeg"u8)
                || brand.SequenceEqual("j2ki"u8) || brand.SequenceEqual("j2is"u8) || brand.SequenceEqual("vvic"u8);
        }

        // Where both are named, the first brand decides.
        bool isFirstHeic = content.Length >= sizeof(uint) && IsHeic(content[..4]);
        PictureType otherwise = isHeic ? PictureType.Heic : PictureType.Heif;
        PictureType type = isAvif && !isFirstHeic ? PictureType.Avif : otherwise;
        found = new(type, content.Length >= sizeof(uint) && IsSequenceBrand(content[..4]));
        return isAvif || isHeic || isHeif;
    }

    private static bool IsHeic(ReadOnlySpan<byte> brand)
        => brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("heim"u8)
            || brand.SequenceEqual("heis"u8) || brand.SequenceEqual("hevc"u8) || brand.SequenceEqual("hevx"u8)
            || brand.SequenceEqual("hevm"u8) || brand.SequenceEqual("hevs"u8);

    private static bool IsSequenceBrand(ReadOnlySpan<byte> brand)
        => brand.SequenceEqual("avis"u8) || brand.SequenceEqual("msf1"u8) || brand.SequenceEqual("hevc"u8)
            || brand.SequenceEqual("hevx"u8) || brand.SequenceEqual("hevm"u8) || brand.SequenceEqual("hevs"u8)
            || brand.SequenceEqual("avcs"u8) || brand.SequenceEqual("j2is"u8);
}
