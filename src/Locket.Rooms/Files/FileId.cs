using System.Buffers.Binary;
using Locket.Rooms.Randomness;

namespace Locket.Rooms.Files;

/// <summary>Names a file within what one member sends; drawn at random.</summary>
internal readonly record struct FileId
{
    public const int LengthInBytes = 16;

    private readonly UInt128 _value;

    private FileId(UInt128 value) => _value = value;

    public static FileId Draw(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[LengthInBytes];
        random.Fill(bytes);
        return FromBytes(bytes);
    }

    /// <summary>Takes exactly 16 bytes.</summary>
    public static FileId FromBytes(ReadOnlySpan<byte> bytes)
        => bytes.Length == LengthInBytes
            ? new FileId(BinaryPrimitives.ReadUInt128BigEndian(bytes))
            : throw new ArgumentException("a file's id has 16 bytes", nameof(bytes));

    public void CopyTo(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, _value);
}
