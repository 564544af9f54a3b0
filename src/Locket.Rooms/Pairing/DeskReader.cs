using Locket.Rooms.Fields;

namespace Locket.Rooms.Pairing;

/// <summary>Fields that saved desks and ledgers have in common.</summary>
internal static class DeskReader
{
    /// <summary>The last millisecond that a date type holds (docs/protocol.md, "Conventions").</summary>
    private const ulong MaxMilliseconds = 253_402_300_799_999;

    /// <summary>Reads a time, which was in the past when it was saved: a later one is of a clock that was wrong, and is cut.</summary>
    public static bool TryReadTime(ref FieldReader reader, DateTimeOffset now, out DateTimeOffset time)
    {
        ulong milliseconds = reader.UInt64();
        time = milliseconds <= MaxMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : now;
        time = time > now ? now : time;
        return milliseconds <= MaxMilliseconds;
    }

    /// <summary>Reads a place in the log.</summary>
    public static long Seq(ref FieldReader reader, ref bool isGood)
    {
        ulong seq = reader.UInt64();
        isGood &= seq <= long.MaxValue && !reader.IsOverrun;
        return isGood ? (long)seq : 0;
    }

    /// <summary>Reads so many bytes; not good where there are fewer.</summary>
    public static ReadOnlySpan<byte> Exactly(ref FieldReader reader, int lengthInBytes, ref bool isGood)
    {
        ReadOnlySpan<byte> bytes = reader.Bytes(lengthInBytes);
        isGood &= !reader.IsOverrun;
        return bytes;
    }

    /// <summary>Checks the length of a list before anything of it is read.</summary>
    public static int Count(int count, int limit, ref bool isGood)
    {
        isGood &= count <= limit;
        return isGood ? count : 0;
    }
}
