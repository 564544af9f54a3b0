using System.Buffers.Binary;
using System.IO.Compression;
using Locket.Pictures.Containers;
using Locket.Pictures.Pixels;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>Puts PNG files together, right and wrong ones.</summary>
internal static class PngParts
{
    /// <summary>A picture whose samples are all zero: many pixels in few bytes.</summary>
    public static byte[] Make(int width, int height, int bitDepth, PngColor color, byte filter = 0)
    {
        PngHeader header = new(width, height, bitDepth, color, IsInterlaced: false);
        byte[] row = new byte[1 + header.RowInBytes(width)];
        row[0] = filter;
        using MemoryStream data = new();
        using (ZLibStream zlib = new(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int y = 0; y < height; y++)
            {
                zlib.Write(row);
            }
        }

        return File(Header(width, height, bitDepth, (int)color), Chunk("IDAT", data.ToArray()), Chunk("IEND", []));
    }

    public static byte[] File(params byte[][] chunks) => [.. PngContent.Signature, .. chunks.SelectMany(chunk => chunk)];

    public static byte[] Header(int width, int height, int bitDepth, int color, int interlace = 0)
    {
        byte[] content = new byte[PngHeader.LengthInBytes];
        BinaryPrimitives.WriteInt32BigEndian(content, width);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(4), height);
        content[8] = (byte)bitDepth;
        content[9] = (byte)color;
        content[12] = (byte)interlace;
        return Chunk("IHDR", content);
    }

    public static byte[] Chunk(string type, byte[] content)
    {
        byte[] chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        System.Text.Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc32.Of(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    public static byte[] Compress(byte[] bytes)
    {
        using MemoryStream data = new();
        using (ZLibStream zlib = new(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return data.ToArray();
    }
}
