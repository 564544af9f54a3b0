using System.Buffers.Binary;

namespace Locket.Pictures.Decoding;

/// <summary>
/// A frame from the parent; the picture's bytes follow.
/// <code>
/// | offset | bytes | value, little-endian                                          |
/// |--------|-------|---------------------------------------------------------------|
/// |      0 |     1 | the task                                                      |
/// |      1 |     1 | the format; 0 for pixels                                      |
/// |      2 |     1 | the orientation, 1 to 8                                       |
/// |      3 |     1 | the quality, 1 to 100, of a WebP also 101; 0 where none is    |
/// |      4 |     4 | thumbnail: its longest side; pixels in: the width             |
/// |      8 |     4 | thumbnail: its longest file in bytes; pixels in: the height   |
/// |     12 |     8 | bytes that follow                                             |
/// </code>
/// </summary>
internal readonly record struct DecoderRequest(
    DecoderTask Task, DecodableFormat Format, int Orientation, int Quality, int First, int Second, long ContentInBytes)
{
    public const int LengthInBytes = 20;

    public void Write(Span<byte> frame)
    {
        frame[0] = (byte)Task;
        frame[1] = (byte)Format;
        frame[2] = (byte)Orientation;
        frame[3] = (byte)Quality;
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], First);
        BinaryPrimitives.WriteInt32LittleEndian(frame[8..], Second);
        BinaryPrimitives.WriteInt64LittleEndian(frame[12..], ContentInBytes);
    }

    public static DecoderRequest Read(ReadOnlySpan<byte> frame) => new(
        (DecoderTask)frame[0],
        (DecodableFormat)frame[1],
        frame[2],
        frame[3],
        BinaryPrimitives.ReadInt32LittleEndian(frame[4..]),
        BinaryPrimitives.ReadInt32LittleEndian(frame[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(frame[12..]));
}
