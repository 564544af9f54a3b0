using System.Buffers.Binary;

namespace Locket.Pictures.Decoding;

/// <summary>Finds the first frame of a GIF (GIF89a, sections 18 to 23).</summary>
internal static class GifFrames
{
    private const int ScreenEnd = 13;
    private const int DescriptorInBytes = 10;
    private const int Extension = 0x21;
    private const int Descriptor = 0x2C;

    /// <returns><see langword="null"/> where there is none to be found; libgd then says the same.</returns>
    public static FirstFrame? Find(byte[] file)
    {
        if (file.Length < ScreenEnd)
        {
            return null;
        }

        int width = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(6));
        int height = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        int at = ScreenEnd + ((file[10] & 0x80) != 0 ? 3 << ((file[10] & 7) + 1) : 0);
        while (at + DescriptorInBytes <= file.Length)
        {
            if (file[at] == Descriptor)
            {
                return Place(file, at, width, height);
            }

            if (file[at] != Extension)
            {
                return null;
            }

            at += 2;
            while (at < file.Length && file[at] != 0)
            {
                at += 1 + file[at];
            }

            at++;
        }

        return null;
    }

    private static FirstFrame? Place(byte[] file, int at, int width, int height)
    {
        int left = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at + 1));
        int top = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at + 3));
        int right = left + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at + 5));
        int bottom = top + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at + 7));
        if (right > ushort.MaxValue || bottom > ushort.MaxValue)
        {
            return null;
        }

        // Viewers cut off what stands out, or take a screen of no size for the frame's; libgd would refuse both.
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(6), (ushort)Math.Max(width, right));
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)Math.Max(height, bottom));
        return new FirstFrame(file, width == 0 ? right : width, height == 0 ? bottom : height, left, top);
    }
}
