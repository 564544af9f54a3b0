using System.Buffers.Binary;

namespace Locket.Pictures.Decoding;

/// <summary>
/// The first frame, from the parent: the limits that the child puts on itself.
/// <code>
/// | offset | bytes | value, little-endian              |
/// |--------|-------|-----------------------------------|
/// |      0 |     4 | "LKPD"                            |
/// |      4 |     4 | version, 1                        |
/// |      8 |     8 | memory in bytes                   |
/// |     16 |     8 | pixels of a picture               |
/// |     24 |     8 | bytes of a picture's file         |
/// |     32 |     8 | seconds on a processor, a picture |
/// </code>
/// </summary>
internal readonly record struct DecoderSettings(long MemoryInBytes, long MaxPixels, long MaxPictureInBytes, long ProcessorSeconds)
{
    public const int LengthInBytes = 40;

    private const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "LKPD"u8;

    public void Write(Span<byte> frame)
    {
        Magic.CopyTo(frame);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], MemoryInBytes);
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], MaxPixels);
        BinaryPrimitives.WriteInt64LittleEndian(frame[24..], MaxPictureInBytes);
        BinaryPrimitives.WriteInt64LittleEndian(frame[32..], ProcessorSeconds);
    }

    public static DecoderSettings? Read(ReadOnlySpan<byte> frame)
    {
        DecoderSettings settings = new(
            BinaryPrimitives.ReadInt64LittleEndian(frame[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(frame[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(frame[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(frame[32..]));
        return frame.StartsWith(Magic) && BinaryPrimitives.ReadInt32LittleEndian(frame[4..]) == Version
            && settings is { MemoryInBytes: > 0, MaxPixels: > 0, MaxPictureInBytes: > 0, ProcessorSeconds: > 0 }
            ? settings
            : null;
    }
}
