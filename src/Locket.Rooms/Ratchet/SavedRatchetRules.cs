using Locket.Rooms.Curves;

namespace Locket.Rooms.Ratchet;

/// <summary>What is so in every state that a session can come to; a saved one where it is not so was not saved by a session.</summary>
internal static class SavedRatchetRules
{
    public static bool Hold(RatchetState state)
        => state.Sending is not { Number: > RatchetLimits.MaxUnanswered }
            && HoldsOfOld(state)
            && HoldsOfReceiving(state)
            && state.SkippedCount <= RatchetLimits.MaxSkippedKeys;

    private static bool HoldsOfReceiving(RatchetState state)
        => state.Receiving is not { } chain
            || (chain.Next > 0
                && P256Point.TryDecode(chain.PeerKey, out _)
                && !chain.PeerKey[1..(1 + P256Field.LengthInBytes)].SequenceEqual(state.Own.PublicKey[1..(1 + P256Field.LengthInBytes)])
                && HoldsOfSkipped(
                    chain.Skipped, chain.Next - 1, state.Old.Count > 0 ? state.Old[^1].RetiredAt : 1, state.Opened, state.Opened));

    /// <summary>Ended chains follow each other in time, one for every turn but the first, and none is older than the limit.</summary>
    private static bool HoldsOfOld(RatchetState state)
    {
        if (state.Old.Count > RatchetLimits.MaxOldHeaderKeys || (state.Old.Count > 0 && (ulong)state.Old.Count >= state.Renewals))
        {
            return false;
        }

        ulong earliest = 1;
        foreach (OldChain chain in state.Old)
        {
            if (chain.Length == 0
                || chain.RetiredAt <= earliest
                || IsAged(chain.RetiredAt, state.Opened)
                || !HoldsOfSkipped(chain.Skipped, chain.Length, earliest, chain.RetiredAt, state.Opened))
            {
                return false;
            }

            earliest = chain.RetiredAt;
        }

        return true;
    }

    /// <summary>Kept keys rise in number between the floor and the end, and do not fall in age between the chain's begin and end.</summary>
    private static bool HoldsOfSkipped(SkippedKeys skipped, uint end, ulong earliest, ulong latest, ulong opened)
    {
        if (skipped.Floor > end)
        {
            return false;
        }

        ulong from = skipped.Floor;
        foreach (SkippedKey key in skipped.Keys)
        {
            if (key.Number < from || key.Number >= end || key.StoredAt < earliest || key.StoredAt > latest || IsAged(key.StoredAt, opened))
            {
                return false;
            }

            from = (ulong)key.Number + 1;
            earliest = key.StoredAt;
        }

        return true;
    }

    private static bool IsAged(ulong at, ulong opened) => at > opened || opened - at >= RatchetLimits.MaxAgeInMessages;
}
