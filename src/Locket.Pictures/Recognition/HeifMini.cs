namespace Locket.Pictures.Recognition;

/// <summary>The small form of HEIF (brand <c>mif3</c>): one box that has everything in a few bits (ISO/IEC 23008-12).</summary>
internal static class HeifMini
{
    /// <summary>Version, ten flags and the chroma format: what stands before the orientation.</summary>
    private const int BitsBeforeOrientation = 13;

    public static PictureInfo Read(ref PictureBytes bytes, PictureInfo info, Box box)
    {
        if (!bytes.TryReadUInt64(box.Content, isBigEndian: true, out ulong bits))
        {
            return Recognizer.Note(info, bytes.MissingBytes);
        }

        bits <<= BitsBeforeOrientation;
        int orientation = 1 + Take(ref bits, 3);
        int sizeBits = Take(ref bits, 1) != 0 ? 15 : 7;
        return info with { Orientation = orientation, Width = 1 + Take(ref bits, sizeBits), Height = 1 + Take(ref bits, sizeBits) };
    }

    private static int Take(ref ulong bits, int count)
    {
        int value = (int)(bits >> (64 - count));
        bits <<= count;
        return value;
    }
}
