using System.IO.Compression;

namespace Locket.Pictures.Cleaning;

/// <summary>
/// The color profile of a PNG file (ISO/IEC 15948, section 11.3.2.3): a name that anybody may choose, and the profile compressed.
/// </summary>
internal static class PngProfile
{
    /// <summary>A name that tells nothing, and the zero behind it.</summary>
    public static ReadOnlySpan<byte> Name => "icc\0"u8;

    /// <summary>The same profile under a name that tells nothing, with nothing behind it; empty where there is none.</summary>
    /// <exception cref="PictureException">The profile is longer than profiles are.</exception>
    public static byte[] Rewrite(ReadOnlySpan<byte> content)
    {
        int end = content.IndexOf((byte)0);
        if (end < 0 || content.Length < end + 2 || content[end + 1] != 0)
        {
            return [];
        }

        using MemoryStream input = new(content[(end + 2)..].ToArray(), writable: false);
        using ZLibStream zlib = new(input, CompressionMode.Decompress);
        byte[] start = new byte[IccProfile.HeadInBytes];
        try
        {
            long length = IccProfile.LengthOf(start.AsSpan(0, zlib.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
            if (length == 0)
            {
                return [];
            }

            if (length > IccProfile.MaxInBytes)
            {
                throw new PictureException(PictureFailure.TooLarge, "the PNG file has a color profile that is too long");
            }

            byte[] profile = new byte[length];
            start.CopyTo(profile, 0);
            zlib.ReadExactly(profile.AsSpan(start.Length));
            return [.. Name, 0, .. Compress(profile)];
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            // All of it is in memory; a stream that wants a dictionary fails as input and output do.
            return [];
        }
    }

    private static byte[] Compress(byte[] profile)
    {
        using MemoryStream output = new();
        using (ZLibStream zlib = new(output, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(profile);
        }

        return output.ToArray();
    }
}
