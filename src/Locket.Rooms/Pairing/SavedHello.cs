using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Entries;
using Locket.Rooms.Fields;

namespace Locket.Rooms.Pairing;

/// <summary>One's own hello as bytes, a part of <see cref="SavedDesk"/>.</summary>
/// <remarks>
/// <code>
///  nonce (16) | said (u64) | repeats (u8) | flags (u8): 1 place known, 2 earlier one seen, 4 start came
///  where 1: seq (u64) | where 2: seen (u64) | met (u8) | member (16) ...
/// </code>
/// </remarks>
internal static class SavedHello
{
    private const byte HasSeq = 1;
    private const byte HasEarlier = 2;
    private const byte HasStart = 4;

    public static void Write(ref FieldWriter writer, OwnHello hello)
    {
        writer.Write(hello.Nonce.ToBytes());
        writer.Write((ulong)hello.SaidAt.ToUnixTimeMilliseconds());
        writer.Write((byte)hello.Repeats);
        writer.Write((byte)((hello.Seq is null ? 0 : HasSeq)
            | (hello.EarlierSeenAt is null ? 0 : HasEarlier)
            | (hello.GotStart ? HasStart : 0)));
        if (hello.Seq is { } seq)
        {
            writer.Write((ulong)seq);
        }

        if (hello.EarlierSeenAt is { } earlier)
        {
            writer.Write((ulong)earlier.ToUnixTimeMilliseconds());
        }

        SavedMembers.Write(ref writer, hello.Met);
    }

    public static bool TryRead(ref FieldReader reader, DateTimeOffset now, [NotNullWhen(true)] out OwnHello? hello)
    {
        hello = null;
        bool isGood = true;
        ReadOnlySpan<byte> nonce = DeskReader.Exactly(ref reader, Nonce.LengthInBytes, ref isGood);
        isGood &= DeskReader.TryReadTime(ref reader, now, out DateTimeOffset said);
        byte repeats = reader.Byte();
        byte flags = reader.Byte();
        long? seq = (flags & HasSeq) == 0 ? null : DeskReader.Seq(ref reader, ref isGood);
        DateTimeOffset? earlier = null;
        if ((flags & HasEarlier) != 0)
        {
            isGood &= DeskReader.TryReadTime(ref reader, now, out DateTimeOffset seen);
            earlier = seen;
        }

        if (!isGood || repeats > PairingLimits.MaxRepeats || flags > (HasSeq | HasEarlier | HasStart))
        {
            return false;
        }

        hello = new OwnHello
        {
            Nonce = Nonce.FromBytes(nonce),
            SaidAt = said,
            Repeats = repeats,
            Seq = seq,
            EarlierSeenAt = earlier,
            GotStart = (flags & HasStart) != 0,
        };
        SavedMembers.Read(ref reader, hello.Met, ref isGood);
        return isGood;
    }
}
