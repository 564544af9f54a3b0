using System.Buffers.Binary;
using System.Text;
using Locket.Rooms.Messages;

namespace Locket.Rooms.Files;

/// <summary>A file begins, the part of kind 5.</summary>
/// <remarks>
/// <code>
///  file id (16) | length (u64) | name (1 to 255)
/// </code>
/// </remarks>
internal readonly record struct FileOffer(FileId File, long LengthInBytes, string Name)
{
    private const int FixedInBytes = FileId.LengthInBytes + sizeof(ulong);

    public int PartInBytes => FixedInBytes + Encoding.UTF8.GetByteCount(Name);

    public static bool TryRead(ReadOnlySpan<byte> part, out FileOffer offer)
    {
        offer = default;
        if (part.Length <= FixedInBytes
            || BinaryPrimitives.ReadUInt64BigEndian(part[FileId.LengthInBytes..]) is var length && length > FileLimits.MaxLengthInBytes
            || !MessageText.TryDecode(part[FixedInBytes..], minInBytes: 1, FileLimits.MaxNameInBytes, out string? name))
        {
            return false;
        }

        offer = new FileOffer(FileId.FromBytes(part[..FileId.LengthInBytes]), (long)length, name);
        return true;
    }

    public void Write(Span<byte> part)
    {
        File.CopyTo(part);
        BinaryPrimitives.WriteUInt64BigEndian(part[FileId.LengthInBytes..], (ulong)LengthInBytes);
        Encoding.UTF8.GetBytes(Name, part[FixedInBytes..]);
    }
}
