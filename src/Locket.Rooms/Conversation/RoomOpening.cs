using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Members;
using Locket.Rooms.Pairing;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>Makes what a room works with: for a newcomer, or from what was saved.</summary>
internal static class RoomOpening
{
    public static RoomWork Create(
        RoomKeys keys, RoomOptions options, ReadOnlySpan<byte> savedAttempts, DateTimeOffset now, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(keys);
        RoomArguments.ThrowIfUnusable(options);
        now = RatchetState.ToMilliseconds(now);
        RoomState state = new(Identity.Create(random), new PeerTable());
        state.TakeTime(now);
        PairingContext context = new() { Keys = keys, Identity = state.Identity, Paired = state.Peers, Random = random };
        PairingDesk desk = PairingDesk.Create(context, savedAttempts, state.Now);
        RoomWork work = new() { Keys = keys, Options = options, Random = random, State = state, Desk = desk };
        SayIfLocked(work);
        return work;
    }

    public static bool TryRestore(
        ReadOnlySpan<byte> saved,
        RoomKeys keys,
        RoomOptions options,
        DateTimeOffset now,
        IRandomSource random,
        [NotNullWhen(true)] out RoomWork? work)
    {
        ArgumentNullException.ThrowIfNull(keys);
        RoomArguments.ThrowIfUnusable(options);
        if (!SavedState.TryRead(saved, keys, options, random, RatchetState.ToMilliseconds(now), out work))
        {
            return false;
        }

        SayIfLocked(work);
        return true;
    }

    /// <summary>A lock that was there before is nothing that anybody remembers.</summary>
    private static void SayIfLocked(RoomWork work)
    {
        if (work.Desk.IsLocked)
        {
            work.Events.Enqueue(new Locked());
        }
    }
}
