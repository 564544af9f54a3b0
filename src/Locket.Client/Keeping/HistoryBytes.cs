using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Locket.Rooms;

namespace Locket.Client.Keeping;

/// <summary>History items as bytes.</summary>
/// <remarks>
/// <code>
/// +----------+-----------+-----------+----------+------------+-------------+-------------+------------+
/// | kind (1) | from (16) | time (8)  | seq (8)  | local (8)  | length (8)  | text's (u32)| text UTF-8 |
/// +----------+-----------+-----------+----------+------------+-------------+-------------+------------+
/// </code>
/// Integers are big-endian; the time is in milliseconds since 1970.
/// </remarks>
internal static class HistoryBytes
{
    public const int FixedInBytes = 1 + MemberId.LengthInBytes + (4 * sizeof(long)) + sizeof(int);

    public static void Write(ArrayBufferWriter<byte> destination, HistoryItem item)
    {
        int textLength = Encoding.UTF8.GetByteCount(item.Text);
        Span<byte> bytes = destination.GetSpan(FixedInBytes + textLength)[..(FixedInBytes + textLength)];
        bytes[0] = (byte)item.Kind;
        item.From.CopyTo(bytes[1..]);
        Span<byte> rest = bytes[(1 + MemberId.LengthInBytes)..];
        foreach (long number in (ReadOnlySpan<long>)[item.Time.ToUnixTimeMilliseconds(), item.Seq, item.Local, item.LengthInBytes])
        {
            BinaryPrimitives.WriteInt64BigEndian(rest, number);
            rest = rest[sizeof(long)..];
        }

        BinaryPrimitives.WriteInt32BigEndian(rest, textLength);
        Encoding.UTF8.GetBytes(item.Text, rest[sizeof(int)..]);
        destination.Advance(bytes.Length);
    }

    /// <summary>Reads items to the end; false where the bytes are none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, List<HistoryItem> items)
    {
        while (!bytes.IsEmpty)
        {
            if (bytes.Length < FixedInBytes || bytes[0] > (byte)HistoryKind.FileSent)
            {
                return false;
            }

            ReadOnlySpan<byte> numbers = bytes[(1 + MemberId.LengthInBytes)..];
            long time = BinaryPrimitives.ReadInt64BigEndian(numbers);
            int textLength = BinaryPrimitives.ReadInt32BigEndian(bytes[(FixedInBytes - sizeof(int))..]);
            if (textLength < 0 || textLength > bytes.Length - FixedInBytes || time is < 0 or > Wire.WireLimits.MaxTimeInMilliseconds)
            {
                return false;
            }

            items.Add(new HistoryItem
            {
                Kind = (HistoryKind)bytes[0],
                From = MemberId.FromBytes(bytes.Slice(1, MemberId.LengthInBytes)),
                Time = DateTimeOffset.FromUnixTimeMilliseconds(time),
                Seq = BinaryPrimitives.ReadInt64BigEndian(numbers[8..]),
                Local = BinaryPrimitives.ReadInt64BigEndian(numbers[16..]),
                LengthInBytes = BinaryPrimitives.ReadInt64BigEndian(numbers[24..]),
                Text = Encoding.UTF8.GetString(bytes.Slice(FixedInBytes, textLength)),
            });
            bytes = bytes[(FixedInBytes + textLength)..];
        }

        return true;
    }
}
