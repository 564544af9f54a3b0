using System.Buffers.Binary;

namespace Locket.Pictures.Recognition;

/// <summary>A box of the ISO base media file format (ISO/IEC 14496-12): a length, a type, content.</summary>
/// <param name="Type">Four letters as a number.</param>
/// <param name="Content">Where its content begins.</param>
/// <param name="End">Where it ends, at most where the box around it does.</param>
internal readonly record struct Box(uint Type, long Content, long End)
{
    private const int HeadInBytes = 8;
    private const int LargeHeadInBytes = 16;

    public static uint Name(ReadOnlySpan<byte> type) => BinaryPrimitives.ReadUInt32BigEndian(type);

    public static bool TryRead(ref PictureBytes bytes, long offset, long limit, out Box box)
    {
        box = default;
        Span<byte> head = stackalloc byte[HeadInBytes];
        if (offset > limit - HeadInBytes || !bytes.TryRead(offset, head))
        {
            return false;
        }

        uint type = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        ulong length = BinaryPrimitives.ReadUInt32BigEndian(head);
        int headLength = HeadInBytes;
        if (length == 1)
        {
            headLength = LargeHeadInBytes;
            if (!bytes.TryReadUInt64(offset + HeadInBytes, isBigEndian: true, out length))
            {
                return false;
            }
        }

        // 0 says: to the end of the file.
        ulong room = (ulong)(limit - offset);
        length = length == 0 ? room : Math.Min(length, room);
        if (length < (ulong)headLength)
        {
            return false;
        }

        box = new(type, offset + headLength, offset + (long)length);
        return true;
    }

    /// <summary>Finds the first box of a type at one level; every box has a head, so each look goes on.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="offset">Where the level begins.</param>
    /// <param name="limit">Where it ends.</param>
    /// <param name="type">Four letters.</param>
    /// <param name="maxBoxes">How many boxes are looked at.</param>
    /// <param name="found">The box.</param>
    public static bool TryFind(
        ref PictureBytes bytes, long offset, long limit, scoped ReadOnlySpan<byte> type, int maxBoxes, out Box found)
    {
        for (int i = 0; i < maxBoxes && TryRead(ref bytes, offset, limit, out found); i++)
        {
            if (found.Type == Name(type))
            {
                return true;
            }

            offset = found.End;
        }

        found = default;
        return false;
    }
}
