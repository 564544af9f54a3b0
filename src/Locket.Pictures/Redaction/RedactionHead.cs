using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Locket.Pictures.Redaction;

/// <summary>
/// What each sealed file of a redacted picture begins with (docs/pictures.md, "Redaction"): to which picture it belongs, and what follows.
/// <code>
/// | offset | bytes | value, big-endian                                                              |
/// |--------|-------|--------------------------------------------------------------------------------|
/// |      0 |     8 | 4C 6B 74 52 65 64 00 01: "LktRed", a zero, the version                         |
/// |      8 |    16 | random, the same in all sealed files of one redaction                          |
/// |     24 |    32 | SHA-256 of the redacted picture file without the pieces that it carries        |
/// |     56 |     4 | its width in pixels                                                            |
/// |     60 |     4 | its height in pixels                                                           |
/// |     64 |     4 | samples of a pixel: 3 or 4 where pixels follow, 0 where the original follows   |
/// |     68 |     4 | rectangles: 1 to 256 where pixels follow, 0 where the original follows         |
/// |     72 |    16 | of each rectangle: x, y, width, height, 4 bytes each                           |
/// </code>
/// </summary>
internal sealed record RedactionHead(byte[] Id, byte[] Digest, int Width, int Height, int Samples, IReadOnlyList<PictureArea> Areas)
{
    public const int IdInBytes = 16;
    public const int FixedInBytes = 72;

    private const int IdOffset = 8;
    public const int DigestOffset = IdOffset + IdInBytes;
    private const int WidthOffset = DigestOffset + SHA256.HashSizeInBytes;
    private const int AreaInBytes = 16;

    private static ReadOnlySpan<byte> Magic => [0x4C, 0x6B, 0x74, 0x52, 0x65, 0x64, 0x00, 0x01];

    public bool IsOriginal => Samples == 0;

    public int LengthInBytes => FixedInBytes + (Areas.Count * AreaInBytes);

    public void Write(Span<byte> target)
    {
        Magic.CopyTo(target);
        Id.CopyTo(target[IdOffset..]);
        Digest.CopyTo(target[DigestOffset..]);
        WriteNumbers(target[WidthOffset..], Width, Height, Samples, Areas.Count);
        for (int i = 0; i < Areas.Count; i++)
        {
            PictureArea area = Areas[i];
            WriteNumbers(target[(FixedInBytes + (i * AreaInBytes))..], area.X, area.Y, area.Width, area.Height);
        }
    }

    /// <summary>Reads a head from an opened file's content; what follows it stays in the stream.</summary>
    /// <returns><see langword="null"/> where it is none, or breaks a rule.</returns>
    public static RedactionHead? Read(Stream content)
    {
        byte[] fixedPart = new byte[FixedInBytes];
        if (content.ReadAtLeast(fixedPart, fixedPart.Length, throwOnEndOfStream: false) != fixedPart.Length
            || !fixedPart.AsSpan().StartsWith(Magic))
        {
            return null;
        }

        PictureArea numbers = ReadNumbers(fixedPart.AsSpan(WidthOffset));
        (int width, int height, int samples, int count) = (numbers.X, numbers.Y, numbers.Width, numbers.Height);
        bool isOriginal = samples == 0 && count == 0;
        if (width < 1 || height < 1 || (!isOriginal && (samples is not (3 or 4) || count is < 1 or > PictureRedactor.MaxAreas)))
        {
            return null;
        }

        byte[] list = new byte[count * AreaInBytes];
        if (content.ReadAtLeast(list, list.Length, throwOnEndOfStream: false) != list.Length)
        {
            return null;
        }

        PictureArea[] areas = [.. Enumerable.Range(0, count).Select(i => ReadNumbers(list.AsSpan(i * AreaInBytes)))];
        return areas.All(area => area.IsIn(width, height))
            ? new(fixedPart[IdOffset..DigestOffset], fixedPart[DigestOffset..WidthOffset], width, height, samples, areas)
            : null;
    }

    private static void WriteNumbers(Span<byte> target, params ReadOnlySpan<int> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(target[(i * sizeof(int))..], numbers[i]);
        }
    }

    private static PictureArea ReadNumbers(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt32BigEndian(source),
        BinaryPrimitives.ReadInt32BigEndian(source[4..]),
        BinaryPrimitives.ReadInt32BigEndian(source[8..]),
        BinaryPrimitives.ReadInt32BigEndian(source[12..]));
}
