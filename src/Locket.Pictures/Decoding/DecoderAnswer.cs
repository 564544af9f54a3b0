using System.Buffers.Binary;

namespace Locket.Pictures.Decoding;

/// <summary>
/// A frame from the child, whose word is not trusted; content follows. The first one, before any request, says whether it is ready.
/// <code>
/// | offset | bytes | value, little-endian                                                     |
/// |--------|-------|--------------------------------------------------------------------------|
/// |      0 |     1 | how it ended                                                             |
/// |      1 |     1 | the format of the content; 0 for pixels, and where there is none         |
/// |      2 |     2 | 0                                                                        |
/// |      4 |     4 | width                                                                    |
/// |      8 |     4 | height                                                                   |
/// |     12 |     8 | bytes that follow                                                        |
/// </code>
/// </summary>
internal readonly record struct DecoderAnswer(DecoderOutcome Outcome, DecodableFormat Format, int Width, int Height, long ContentInBytes)
{
    public const int LengthInBytes = 20;

    public void Write(Span<byte> frame)
    {
        frame.Clear();
        frame[0] = (byte)Outcome;
        frame[1] = (byte)Format;
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], Width);
        BinaryPrimitives.WriteInt32LittleEndian(frame[8..], Height);
        BinaryPrimitives.WriteInt64LittleEndian(frame[12..], ContentInBytes);
    }

    public static DecoderAnswer Read(ReadOnlySpan<byte> frame) => new(
        (DecoderOutcome)frame[0],
        (DecodableFormat)frame[1],
        BinaryPrimitives.ReadInt32LittleEndian(frame[4..]),
        BinaryPrimitives.ReadInt32LittleEndian(frame[8..]),
        BinaryPrimitives.ReadInt64LittleEndian(frame[12..]));
}
