using System.Buffers.Binary;

namespace Locket.Rooms.Files;

/// <summary>A piece of a file, the part of kind 6.</summary>
/// <remarks>
/// <code>
///  file id (16) | index (u32, from 0) | bytes (1 to 229,376)
/// </code>
/// </remarks>
internal readonly ref struct FileChunk
{
    public const int FixedInBytes = FileId.LengthInBytes + sizeof(uint);

    public required FileId File { get; init; }

    public required uint Index { get; init; }

    public required ReadOnlySpan<byte> Bytes { get; init; }

    public static bool TryRead(ReadOnlySpan<byte> part, out FileChunk chunk)
    {
        bool isChunk = part.Length is > FixedInBytes and <= FixedInBytes + FileLimits.PieceInBytes;
        chunk = !isChunk ? default : new FileChunk
        {
            File = FileId.FromBytes(part[..FileId.LengthInBytes]),
            Index = BinaryPrimitives.ReadUInt32BigEndian(part[FileId.LengthInBytes..]),
            Bytes = part[FixedInBytes..],
        };
        return isChunk;
    }

    public void Write(Span<byte> part)
    {
        File.CopyTo(part);
        BinaryPrimitives.WriteUInt32BigEndian(part[FileId.LengthInBytes..], Index);
        Bytes.CopyTo(part[FixedInBytes..]);
    }
}
