using System.Buffers.Binary;

namespace Locket.Pictures.Containers;

/// <summary>What stands before each piece of a sealed file inside a picture (docs/pictures.md, "Carriers").</summary>
/// <remarks>
/// <code>
///  0        8       10       14      18
/// +--------+-------+--------+-------+------------
/// | magic  | layer | number | count | content ...
/// +--------+-------+--------+-------+------------
/// </code>
/// Numbers are big-endian. The magic ends with the version.
/// </remarks>
/// <param name="Layer">Which sealed file, from 0.</param>
/// <param name="Number">Which piece of it, from 0.</param>
/// <param name="Count">How many pieces it has, at least 1.</param>
internal readonly record struct CarrierPiece(int Layer, uint Number, uint Count)
{
    public const int LengthInBytes = 18;

    /// <summary>The name of PNG's chunk: ancillary, private, safe to copy, because it does not depend on the pixels.</summary>
    public static ReadOnlySpan<byte> PngChunk => "loKt"u8;

    /// <summary>The name of WebP's chunk.</summary>
    public static ReadOnlySpan<byte> WebPChunk => "LOKT"u8;

    public static ReadOnlySpan<byte> Magic => "Locket\0\x01"u8;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out CarrierPiece piece)
    {
        piece = default;
        if (bytes.Length < LengthInBytes || !bytes.StartsWith(Magic))
        {
            return false;
        }

        piece = new(
            BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[10..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[14..]));
        return true;
    }

    public void Write(Span<byte> destination)
    {
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt16BigEndian(destination[8..], (ushort)Layer);
        BinaryPrimitives.WriteUInt32BigEndian(destination[10..], Number);
        BinaryPrimitives.WriteUInt32BigEndian(destination[14..], Count);
    }
}
