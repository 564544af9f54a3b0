using System.Diagnostics;
using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>A turn that a message with a new ratchet key asks for; nothing of it is kept unless the message opens.</summary>
/// <remarks>
/// <code>
///  root --KDF_RK(own key, new key of the peer)--> receiving chain, next receiving header key     planned, then the message is opened
///       --KDF_RK(fresh own key, the same)-------> sending chain, next sending header key         only after it opened
/// </code>
/// Our fresh key is drawn last, so that nobody makes us draw one with a message that does not open.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class Turn : IDisposable
{
    private readonly P256Point _peer;
    private readonly RootStep _step;
    private readonly ChainWalk? _rest;
    private readonly ChainWalk _walk;
    private readonly uint _previous;
    private readonly uint _number;

    private Turn(RatchetState state, in RatchetHeader header, P256Point peer)
    {
        _peer = peer;
        _previous = header.Previous;
        _number = header.Number;
        _rest = state.Receiving is { } chain ? new ChainWalk(chain.ChainKey, chain.Next, header.Previous) : null;
        _step = RootStep.Take(state.Root, state.Own, peer);
        _walk = new ChainWalk(_step.Chain, 0, header.Number + 1);
    }

    public SecretBytes MessageKey => _walk.LastMessageKey;

    /// <summary>Checks the header, all of it before anything is derived, and derives the receiving half.</summary>
    public static OpenFailure TryPlan(RatchetState state, in RatchetHeader header, out Turn? turn)
    {
        turn = null;

        // 1. The numbers. A chain cannot be shorter than what came of it, and without a chain there is nothing before.
        uint received = state.Receiving?.Next ?? 0;
        if (header.Previous < received || (state.Receiving is null && header.Previous != 0))
        {
            return OpenFailure.Diverged;
        }

        if (header.Previous - received > RatchetLimits.MaxGap || header.Number > RatchetLimits.MaxGap)
        {
            return OpenFailure.TooFarAhead;
        }

        // 2. The key: a point, and neither ours (a result that needs no secret of the peer's) nor the one that it is to replace.
        if (!P256Point.TryDecode(header.RatchetKey, out P256Point? peer)
            || peer.X.SequenceEqual(XOf(state.Own.PublicKey))
            || (state.Receiving is { } chain && peer.X.SequenceEqual(XOf(chain.PeerKey))))
        {
            return OpenFailure.Damaged;
        }

        turn = new Turn(state, header, peer);
        return OpenFailure.None;
    }

    /// <summary>Draws our fresh key and makes the turn, whose message has opened.</summary>
    public void Commit(RatchetState state, IRandomSource random, DateTimeOffset now)
    {
        // 1. What can fail comes first.
        RatchetKeyPair fresh = new(random.CreateKey());
        RootStep sending = RootStep.Take(_step.Root, fresh, _peer);
        SecretBytes chainKey = _walk.TakeChain();

        // 2. The receiving side.
        state.Opened++;
        if (state.Receiving is { } ended)
        {
            _rest!.MoveKeysTo(ended.Skipped, state.Opened, isLastUsed: false);
            state.Old.Add(ended.Retire(_previous, state.Opened));
        }

        SkippedKeys skipped = new();
        _walk.MoveKeysTo(skipped, state.Opened, isLastUsed: true);
        state.Receiving = new ReceivingChain(state.NextReceivingHeaderKey, _peer.Encoded, chainKey, _number + 1, skipped);
        state.NextReceivingHeaderKey = new SecretBytes(_step.NextHeader.Span);

        // 3. The sending side.
        state.Previous = state.Sending?.Number ?? 0;
        state.Sending?.Dispose();
        state.Sending = new SendingChain(state.NextSendingHeaderKey, sending.Chain);
        state.NextSendingHeaderKey = sending.NextHeader;
        state.Root.Dispose();
        state.Root = sending.Root;
        state.Own.Dispose();
        state.Own = fresh;

        state.Renewals++;
        state.LastRenewal = RatchetState.ToMilliseconds(now);
        state.Trim();
    }

    /// <summary>Zeroes what was not handed to the state.</summary>
    public void Dispose()
    {
        _rest?.Dispose();
        _walk.Dispose();
        _step.Dispose();
        _peer.Dispose();
    }

    /// <summary>Says what this is and nothing of its keys.</summary>
    public override string ToString() => nameof(Turn);

    private static ReadOnlySpan<byte> XOf(ReadOnlySpan<byte> encoded) => encoded.Slice(1, P256Field.LengthInBytes);
}
