using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Locket.Cli.Tests.Harness;

/// <summary>A PNG of one row of any bytes.</summary>
internal static class FakePng
{
    public static byte[] Make(byte[] pixels, string? text)
    {
        using MemoryStream png = new();
        png.Write([0x89, .. "PNG\r\n\x1A\n"u8]);
        byte[] width = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(width, pixels.Length);
        Chunk(png, "IHDR"u8, [.. width, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
        if (text is not null)
        {
            Chunk(png, "tEXt"u8, Encoding.ASCII.GetBytes("Comment\0" + text));
        }

        Chunk(png, "IDAT"u8, Pack([0, .. pixels]));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Pack(byte[] row)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            zlib.Write(row);
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(type);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc([.. type, .. content]));
        png.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
