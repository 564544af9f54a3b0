using System.Buffers.Binary;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Veil;

/// <summary>
/// What the first samples of a veil say, in their lower halves (docs/pictures.md, "Veil").
/// <code>
/// | offset | bytes | value, big-endian                            |
/// |--------|-------|----------------------------------------------|
/// |      0 |     4 | "LKTV"                                       |
/// |      4 |     1 | version, 1                                   |
/// |      5 |     1 | bits of content in a sample, 4 to 8          |
/// |      6 |     1 | samples of a pixel, 1 or 3                   |
/// |      7 |     1 | 0                                            |
/// |      8 |     8 | length of the content in bytes               |
/// |     16 |     4 | CRC-32 of the content                        |
/// |     20 |     4 | CRC-32 of the 20 bytes before                |
/// </code>
/// </summary>
internal readonly record struct VeilHeader(int Bits, int Channels, long Length, uint Checksum)
{
    public const int LengthInBytes = 24;

    /// <summary>Two samples carry a byte, the upper half first.</summary>
    public const int Samples = LengthInBytes * 2;

    private const byte Version = 1;
    private const int ChecksumOffset = 20;

    private static ReadOnlySpan<byte> Magic => "LKTV"u8;

    /// <summary>Samples that carry the content.</summary>
    public long ContentSamples => ((Length * 8) + Bits - 1) / Bits;

    public void Write(Span<byte> header)
    {
        Magic.CopyTo(header);
        header[4] = Version;
        header[5] = (byte)Bits;
        header[6] = (byte)Channels;
        header[7] = 0;
        BinaryPrimitives.WriteInt64BigEndian(header[8..], Length);
        BinaryPrimitives.WriteUInt32BigEndian(header[16..], Checksum);
        BinaryPrimitives.WriteUInt32BigEndian(header[ChecksumOffset..], Crc32.Of(header[..ChecksumOffset]));
    }

    /// <param name="header">The bytes of the first samples' lower halves.</param>
    /// <param name="channels">As how many samples of a pixel they were read.</param>
    /// <param name="result">What they say, where there is no fault.</param>
    public static VeilFault Read(ReadOnlySpan<byte> header, int channels, out VeilHeader result)
    {
        result = default;
        if (!header.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32BigEndian(header[ChecksumOffset..]) != Crc32.Of(header[..ChecksumOffset]))
        {
            return VeilFault.NotVeil;
        }

        if (header[4] != Version)
        {
            return VeilFault.UnsupportedVersion;
        }

        result = new VeilHeader(
            header[5], header[6], BinaryPrimitives.ReadInt64BigEndian(header[8..]), BinaryPrimitives.ReadUInt32BigEndian(header[16..]));
        bool isRight = result.Bits is >= 4 and <= 8 && result.Channels == channels && header[7] == 0
            && result.Length is >= 0 and <= PictureVeil.MaxContentInBytes;
        return isRight ? VeilFault.None : VeilFault.NotVeil;
    }
}
