using System.Buffers.Binary;
using Locket.Rooms.Entries;
using Locket.Rooms.Fields;

namespace Locket.Rooms.Messages;

/// <summary>The text of a message, padded so that few lengths are left (docs/protocol.md, "Padded text").</summary>
/// <remarks>
/// <code>
///  kind (1) | flags (1) | time (8) | read (8) | seen (8) | seen's id (16) | previous (32) | part (n) | 0x80 | zeros
/// </code>
/// The whole has 256, 1,024, 4,096, 16,384, 65,536 or 245,760 bytes: the smallest that holds it. Each text has one form.
/// </remarks>
internal static class PaddedText
{
    /// <summary>What is before the part in bytes.</summary>
    public const int HeadInBytes = 2 + (3 * sizeof(ulong)) + EntryHash.LengthInBytes + MessageHash.LengthInBytes;

    /// <summary>The largest length in bytes, 240 KiB: with the wraps for 32 members it fits a relay's frame of 256 KiB.</summary>
    public const int MaxLengthInBytes = 245_760;

    /// <summary>The longest part in bytes.</summary>
    public const int MaxPartInBytes = MaxLengthInBytes - HeadInBytes - 1;

    /// <summary>The latest time in milliseconds since 1970: the end of the year 9999.</summary>
    public const long LatestTime = 253_402_300_799_999;

    private const byte AsksForTurn = 0x01;
    private const byte Marker = 0x80;

    private static ReadOnlySpan<int> Buckets => [256, 1_024, 4_096, 16_384, 65_536, MaxLengthInBytes];

    /// <summary>Whether some padded text has this length.</summary>
    public static bool IsLength(long lengthInBytes) => lengthInBytes <= MaxLengthInBytes && Buckets.Contains((int)lengthInBytes);

    /// <summary>Gets the length in bytes that a text with a part of this length has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part is longer than <see cref="MaxPartInBytes"/>.</exception>
    public static int LengthFor(int partInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partInBytes, MaxPartInBytes);
        foreach (int bucket in Buckets)
        {
            if (HeadInBytes + partInBytes + 1 <= bucket)
            {
                return bucket;
            }
        }

        throw new InvalidOperationException("internal error: no bucket holds the part");
    }

    /// <summary>Writes the head and the padding around a part.</summary>
    /// <param name="head">What to say.</param>
    /// <param name="partInBytes">The part's length.</param>
    /// <param name="destination">
    /// <see cref="LengthFor"/> bytes; the part is at <see cref="HeadInBytes"/> already, the rest may be anything.
    /// </param>
    public static void Write(in MessageHead head, int partInBytes, Span<byte> destination)
    {
        FieldWriter writer = new(destination[..HeadInBytes]);
        writer.Write((byte)head.Kind);
        writer.Write(head.AsksForTurn ? AsksForTurn : default);
        writer.Write((ulong)head.SentAt);
        writer.Write((ulong)head.Read);
        writer.Write((ulong)head.Seen);
        head.SeenId.CopyTo(destination.Slice(HeadInBytes - writer.RestInBytes, EntryHash.LengthInBytes));
        head.Previous.CopyTo(destination[(HeadInBytes - MessageHash.LengthInBytes)..]);
        Span<byte> padding = destination[(HeadInBytes + partInBytes)..];
        padding.Clear();
        padding[0] = Marker;
    }

    /// <summary>Reads a text; the part points into it.</summary>
    /// <returns>False for what nobody writes: another length or bucket, other padding or flags, numbers that are none.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out MessageHead head, out ReadOnlySpan<byte> part)
    {
        head = default;
        part = [];
        int end = text.LastIndexOfAnyExcept((byte)0);
        if (!IsLength(text.Length) || end < HeadInBytes || text[end] != Marker || LengthFor(end - HeadInBytes) != text.Length)
        {
            return false;
        }

        byte flags = text[1];
        ulong time = BinaryPrimitives.ReadUInt64BigEndian(text[2..]);
        ulong read = BinaryPrimitives.ReadUInt64BigEndian(text[10..]);
        ulong seen = BinaryPrimitives.ReadUInt64BigEndian(text[18..]);
        if ((flags & ~AsksForTurn) != 0 || time > LatestTime || read > long.MaxValue || seen > long.MaxValue)
        {
            return false;
        }

        head = new MessageHead(
            (MessageKind)text[0],
            flags == AsksForTurn,
            (long)time,
            (long)read,
            (long)seen,
            EntryHash.FromBytes(text.Slice(26, EntryHash.LengthInBytes)),
            MessageHash.FromBytes(text.Slice(42, MessageHash.LengthInBytes)));
        part = text[HeadInBytes..end];
        return true;
    }
}
