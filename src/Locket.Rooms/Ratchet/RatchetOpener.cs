using System.Security.Cryptography;
using Locket.Rooms.Randomness;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>
/// Opens a message: first everything is derived beside the state, then, where the message opened, the state takes it over.
/// </summary>
internal static class RatchetOpener
{
    public static SecretBytes? Open(
        RatchetState state,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> associatedData,
        IRandomSource random,
        DateTimeOffset now,
        out OpenFailure failure)
    {
        Span<byte> plain = stackalloc byte[RatchetHeader.LengthInBytes];
        try
        {
            // 1. The newest chain, to which most messages belong.
            if (state.Receiving is { } chain && RatchetMessage.TryOpenHeader(state.Suite, chain.HeaderKey, message, plain))
            {
                return OpenNewest(state, chain, RatchetHeader.Decode(plain), message, associatedData, out failure);
            }

            // 2. A chain that begins with a turn.
            if (RatchetMessage.TryOpenHeader(state.Suite, state.NextReceivingHeaderKey, message, plain))
            {
                return OpenTurn(state, RatchetHeader.Decode(plain), message, associatedData, random, now, out failure);
            }

            // 3. Ended chains, the newest first.
            for (int i = state.Old.Count - 1; i >= 0; i--)
            {
                if (RatchetMessage.TryOpenHeader(state.Suite, state.Old[i].HeaderKey, message, plain))
                {
                    RatchetHeader header = RatchetHeader.Decode(plain);
                    OldChain old = state.Old[i];
                    if (header.Number >= old.Length)
                    {
                        failure = OpenFailure.Diverged;
                        return null;
                    }

                    return OpenSkipped(state, old.Skipped, header.Number, message, associatedData, out failure);
                }
            }

            failure = OpenFailure.Damaged;
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static SecretBytes? OpenNewest(
        RatchetState state,
        ReceivingChain chain,
        in RatchetHeader header,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> associatedData,
        out OpenFailure failure)
    {
        if (!header.RatchetKey.SequenceEqual(chain.PeerKey))
        {
            failure = OpenFailure.Diverged;
            return null;
        }

        if (header.Number < chain.Next)
        {
            return OpenSkipped(state, chain.Skipped, header.Number, message, associatedData, out failure);
        }

        // The highest u32 is never used, so that one more than any number is a number.
        if (header.Number - chain.Next > RatchetLimits.MaxGap || header.Number == uint.MaxValue)
        {
            failure = OpenFailure.TooFarAhead;
            return null;
        }

        using ChainWalk walk = new(chain.ChainKey, chain.Next, header.Number + 1);
        SecretBytes? plaintext = RatchetMessage.Open(state.Suite, walk.LastMessageKey, message, associatedData);
        failure = plaintext is null ? OpenFailure.Damaged : OpenFailure.None;
        if (plaintext is not null)
        {
            chain.Accept(walk, header.Number, ++state.Opened);
            state.Trim();
        }

        return plaintext;
    }

    private static SecretBytes? OpenSkipped(
        RatchetState state,
        SkippedKeys skipped,
        uint number,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> associatedData,
        out OpenFailure failure)
    {
        if (skipped.Find(number) is not { } key)
        {
            failure = skipped.ReasonOfAbsence(number);
            return null;
        }

        SecretBytes? plaintext = RatchetMessage.Open(state.Suite, key.Key, message, associatedData);
        failure = plaintext is null ? OpenFailure.Damaged : OpenFailure.None;
        if (plaintext is not null)
        {
            skipped.Remove(key);
            state.Opened++;
            state.Trim();
        }

        return plaintext;
    }

    private static SecretBytes? OpenTurn(
        RatchetState state,
        in RatchetHeader header,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> associatedData,
        IRandomSource random,
        DateTimeOffset now,
        out OpenFailure failure)
    {
        failure = Turn.TryPlan(state, header, out Turn? turn);
        if (turn is null)
        {
            return null;
        }

        using (turn)
        {
            SecretBytes? plaintext = RatchetMessage.Open(state.Suite, turn.MessageKey, message, associatedData);
            failure = plaintext is null ? OpenFailure.Damaged : OpenFailure.None;
            if (plaintext is not null)
            {
                turn.Commit(state, random, now);
            }

            return plaintext;
        }
    }
}
