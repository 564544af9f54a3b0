using System.Buffers.Binary;
using System.Text;

namespace Locket.Cli.Tests.Harness;

/// <summary>As much of a PNG as cleaning looks at: its pixels stay packed, so that any bytes will do.</summary>
internal static class FakePng
{
    public static byte[] Make(byte[] pixels, string? text)
    {
        using MemoryStream png = new();
        png.Write([0x89, .. "PNG\r\n\x1A\n"u8]);
        Chunk(png, "IHDR"u8, [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
        if (text is not null)
        {
            Chunk(png, "tEXt"u8, Encoding.ASCII.GetBytes("Comment\0" + text));
        }

        Chunk(png, "IDAT"u8, pixels);
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
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
