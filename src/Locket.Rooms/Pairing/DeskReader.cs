using Locket.Rooms.Ratchet;

namespace Locket.Rooms.Pairing;

/// <summary>Fields that saved desks and ledgers have in common.</summary>
internal static class DeskReader
{
    /// <summary>The last millisecond that a date type holds (docs/protocol.md, "Conventions").</summary>
    private const ulong MaxMilliseconds = 253_402_300_799_999;

    /// <summary>Reads a time, which was in the past when it was saved: a later one is of a clock that was wrong, and is cut.</summary>
    public static bool TryReadTime(ref SavedReader reader, DateTimeOffset now, out DateTimeOffset time)
    {
        ulong milliseconds = reader.UInt64();
        time = milliseconds <= MaxMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : now;
        time = time > now ? now : time;
        return milliseconds <= MaxMilliseconds;
    }
}
