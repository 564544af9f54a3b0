using System.Buffers.Binary;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Decoding;

/// <summary>libgd writes its own name and the quality into every JPEG as a comment, which is nothing of the picture.</summary>
internal static class JpegComments
{
    /// <param name="file">A JPEG as libgd writes it.</param>
    /// <returns>The same without the comments before its scan; null where it is none.</returns>
    public static byte[]? Without(byte[] file)
    {
        ReadOnlySpan<byte> rest = file;
        if (!rest.StartsWith([JpegMarker.Prefix, JpegMarker.StartOfImage]))
        {
            return null;
        }

        byte[] copy = new byte[file.Length];
        int length = 2;
        file.AsSpan(0, length).CopyTo(copy);
        for (rest = rest[length..]; rest is [JpegMarker.Prefix, not JpegMarker.StartOfScan, _, _, ..];)
        {
            int segment = 2 + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (segment < 4 || segment > rest.Length)
            {
                return null;
            }

            if (rest[1] != JpegMarker.Comment)
            {
                rest[..segment].CopyTo(copy.AsSpan(length));
                length += segment;
            }

            rest = rest[segment..];
        }

        rest.CopyTo(copy.AsSpan(length));
        return copy[..(length + rest.Length)];
    }
}
