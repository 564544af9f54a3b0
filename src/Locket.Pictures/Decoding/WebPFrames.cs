using System.Buffers.Binary;

namespace Locket.Pictures.Decoding;

/// <summary>Makes a still picture of an animated WebP's first frame (RFC 9649, 2.7.1.1).</summary>
internal static class WebPFrames
{
    private const int RiffHeaderInBytes = 12;
    private const int ChunkHeaderInBytes = 8;
    private const int ExtendedHeaderInBytes = 10;
    private const int FrameHeaderInBytes = 16;
    private const byte AnimationFlag = 0x02;
    private const byte AlphaFlag = 0x10;

    /// <returns><see langword="null"/> where the picture is not animated, or broken.</returns>
    public static FirstFrame? Find(byte[] file)
    {
        if (Chunk(file, RiffHeaderInBytes) is not ReadOnlyMemory<byte> extended || !HasType(file, RiffHeaderInBytes, "VP8X"u8)
            || extended.Length < ExtendedHeaderInBytes || (extended.Span[0] & AnimationFlag) == 0)
        {
            return null;
        }

        int at = RiffHeaderInBytes;
        while (Chunk(file, at) is ReadOnlyMemory<byte> content)
        {
            if (HasType(file, at, "ANMF"u8))
            {
                return content.Length < FrameHeaderInBytes ? null : MakeStill(extended.Span, content.Span);
            }

            at += ChunkHeaderInBytes + content.Length + (content.Length & 1);
        }

        return null;
    }

    private static FirstFrame MakeStill(ReadOnlySpan<byte> extended, ReadOnlySpan<byte> frame)
    {
        ReadOnlySpan<byte> data = frame[FrameHeaderInBytes..];
        using MemoryStream still = new();
        Span<byte> number = stackalloc byte[sizeof(uint)];
        still.Write("RIFF"u8);
        BinaryPrimitives.WriteInt32LittleEndian(number, 4 + ChunkHeaderInBytes + ExtendedHeaderInBytes + data.Length);
        still.Write(number);
        still.Write("WEBPVP8X"u8);
        BinaryPrimitives.WriteInt32LittleEndian(number, ExtendedHeaderInBytes);
        still.Write(number);

        // Flags, three reserved bytes, then the frame's width and height, both less one, as the frame itself has them.
        still.Write([(byte)(extended[0] & AlphaFlag), 0, 0, 0]);
        still.Write(frame.Slice(6, 6));
        still.Write(data);
        return new FirstFrame(
            still.ToArray(),
            ReadUInt24(extended[4..]) + 1,
            ReadUInt24(extended[7..]) + 1,
            ReadUInt24(frame) * 2,
            ReadUInt24(frame[3..]) * 2);
    }

    private static ReadOnlyMemory<byte>? Chunk(byte[] file, int at)
    {
        if (at > file.Length - ChunkHeaderInBytes)
        {
            return null;
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4));
        return length <= file.Length - ChunkHeaderInBytes - at ? file.AsMemory(at + ChunkHeaderInBytes, (int)length) : null;
    }

    private static bool HasType(byte[] file, int at, ReadOnlySpan<byte> type) => file.AsSpan(at, type.Length).SequenceEqual(type);

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
