using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Fields;

namespace Locket.Rooms.Pairing;

/// <summary>The attempts with the runs that they are of, as bytes, a part of <see cref="SavedDesk"/>.</summary>
/// <remarks>
/// <code>
///  last (u64) | counted (u8) | id (16) ... | open (u8) | id (16), member (16), since (u64) ...
/// </code>
/// </remarks>
internal static class SavedAttempts
{
    public static void Write(ref FieldWriter writer, AttemptLedger attempts)
    {
        Span<byte> id = stackalloc byte[AttemptId.LengthInBytes];
        writer.Write((ulong)attempts.Last.ToUnixTimeMilliseconds());
        writer.Write((byte)attempts.Count);
        foreach (AttemptId counted in attempts.Counted)
        {
            counted.CopyTo(id);
            writer.Write(id);
        }

        writer.Write((byte)attempts.Open.Count);
        foreach (OpenAttempt open in attempts.Open)
        {
            open.Id.CopyTo(id);
            writer.Write(id);
            writer.Write(open.Member.ToBytes());
            writer.Write((ulong)open.Since.ToUnixTimeMilliseconds());
        }
    }

    public static bool TryRead(ref FieldReader reader, DateTimeOffset now, [NotNullWhen(true)] out AttemptLedger? attempts)
    {
        bool isGood = DeskReader.TryReadTime(ref reader, now, out DateTimeOffset last);
        HashSet<AttemptId> all = [];
        List<AttemptId> counted = [];
        int count = DeskReader.Count(reader.Byte(), PairingLimits.MaxAttempts, ref isGood);
        for (int i = 0; i < count && isGood; i++)
        {
            counted.Add(ReadId(ref reader, ref isGood));
            isGood &= all.Add(counted[^1]);
        }

        List<OpenAttempt> open = [];
        count = DeskReader.Count(reader.Byte(), PairingLimits.MaxAttempts, ref isGood);
        for (int i = 0; i < count && isGood; i++)
        {
            AttemptId id = ReadId(ref reader, ref isGood);
            ReadOnlySpan<byte> member = DeskReader.Exactly(ref reader, MemberId.LengthInBytes, ref isGood);
            isGood &= DeskReader.TryReadTime(ref reader, now, out DateTimeOffset since) && all.Add(id);
            open.Add(new OpenAttempt(id, isGood ? MemberId.FromBytes(member) : default, since));
        }

        attempts = isGood ? AttemptLedger.Restore(last, counted, open) : null;
        return isGood;
    }

    private static AttemptId ReadId(ref FieldReader reader, ref bool isGood)
    {
        ReadOnlySpan<byte> id = DeskReader.Exactly(ref reader, AttemptId.LengthInBytes, ref isGood);
        return isGood ? AttemptId.FromBytes(id) : default;
    }
}
