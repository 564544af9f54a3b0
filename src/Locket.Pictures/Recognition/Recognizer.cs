using System.Diagnostics.CodeAnalysis;

namespace Locket.Pictures.Recognition;

/// <summary>Decides by the first bytes which format it is, and has its reader find the rest.</summary>
internal static class Recognizer
{
    /// <summary>As many bytes as the longest signature needs.</summary>
    private const int StartInBytes = 32;

    public static bool TryRead(ref PictureBytes bytes, [NotNullWhen(true)] out PictureInfo? info)
    {
        Span<byte> start = stackalloc byte[StartInBytes];
        start = start[..bytes.ReadSome(0, start)];
        info = start switch
        {
            _ when start.StartsWith(PngFacts.Signature) => PngFacts.Read(ref bytes),
            _ when start.StartsWith(JpegFacts.Signature) => JpegFacts.Read(ref bytes),
            _ when start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8) => GifFacts.Read(ref bytes),
            _ when WebPFacts.Matches(start) => WebPFacts.Read(ref bytes),
            _ when TiffFacts.Matches(start) => TiffFacts.Read(ref bytes),
            _ when JpegXlFacts.Matches(start) => JpegXlFacts.Read(ref bytes),
            _ when HeifBrands.TryFind(ref bytes, out HeifBrands brands) => HeifFacts.Read(ref bytes, brands),
            _ when BmpFacts.Matches(start) => BmpFacts.Read(ref bytes),
            _ when IcoFacts.Matches(start) => IcoFacts.Read(ref bytes),
            _ => null,
        };
        return info is not null;
    }

    /// <summary>A size as far as it is one: at least 1, and no larger than an <see cref="int"/> can say.</summary>
    public static int? Size(long value) => value is > 0 and <= int.MaxValue ? (int)value : null;

    /// <summary>Notes damage; the first note stays, being what reading stumbled over first, and costs nothing when repeated.</summary>
    public static PictureInfo Note(PictureInfo info, PictureDamage damage)
        => damage == PictureDamage.None || info.Damage != PictureDamage.None ? info : info with { Damage = damage };
}
