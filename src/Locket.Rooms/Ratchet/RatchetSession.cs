using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>
/// One side of a session between two members: the Double Ratchet with header encryption over P-256 (docs/protocol.md, "Double ratchet").
/// </summary>
/// <remarks>
/// <code>
///  A                                                    B
///  CreateA(start, B's ratchet key)                      CreateB(start, ratchet key pair)
///  Seal ------------- message 0, 1, ... ------------->  TryOpen: first turn; from now on B can seal
///  TryOpen: turn  &lt;--------- message 0, 1, ... -------  Seal
/// </code>
/// The caller saves the state before it sends what Seal gave and before it acts on what <see cref="TryOpen"/> gave. Not safe for several
/// threads at once.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class RatchetSession : IDisposable
{
    private readonly RatchetState _state;
    private readonly IRandomSource _random;

    private RatchetSession(RatchetState state, IRandomSource random)
    {
        _state = state;
        _random = random;
    }

    /// <summary>Gets a value indicating whether a message may be sealed: B has heard of A, and the limit is not reached.</summary>
    public bool CanSeal => _state.Sending is { Number: < RatchetLimits.MaxUnanswered };

    /// <summary>
    /// Gets how many messages were sent since the last proof that the peer read one; at most <see cref="RatchetLimits.MaxUnanswered"/>.
    /// </summary>
    public uint Unanswered => _state.Sending?.Number ?? 0;

    /// <summary>
    /// Gets a value indicating whether the peer waits for a turn: since its new key came, nothing was sent that carries ours.
    /// </summary>
    public bool OwesTurn => _state is { Sending.Number: 0, Receiving: not null };

    /// <summary>Gets how far the peer's newest chain has come, in messages.</summary>
    public uint Received => _state.Receiving?.Next ?? 0;

    /// <summary>
    /// Gets how many turns this side has made; each mixed a new key of the peer's and a new one of ours into all later keys.
    /// </summary>
    public ulong Renewals => _state.Renewals;

    /// <summary>Gets when the last turn was made, at first when the session started.</summary>
    public DateTimeOffset LastRenewal => _state.LastRenewal;

    /// <summary>
    /// Gets how many messages are known to be missing and could still be opened; at most <see cref="RatchetLimits.MaxSkippedKeys"/>.
    /// </summary>
    public int Missing => _state.SkippedCount;

    /// <summary>Starts as A, who sends first.</summary>
    /// <param name="start">What both sides start from; copied.</param>
    /// <param name="peerKey">B's first ratchet key.</param>
    /// <param name="random">Where keys and salts come from.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentException">A key of <paramref name="start"/> is of no use.</exception>
    public static RatchetSession CreateA(in RatchetStart start, P256Point peerKey, IRandomSource random, DateTimeOffset now)
    {
        start.ThrowIfUnusable(nameof(start));
        RatchetKeyPair own = new(random.CreateKey());
        using SecretBytes secret = new(start.Secret);
        RootStep step = RootStep.Take(secret, own, peerKey);
        RatchetState state = new()
        {
            Suite = start.Suite,
            Root = step.Root,
            Own = own,
            Sending = new SendingChain(new SecretBytes(start.HeaderKeyOfA), step.Chain),
            NextSendingHeaderKey = step.NextHeader,
            NextReceivingHeaderKey = new SecretBytes(start.HeaderKeyOfB),
            LastRenewal = RatchetState.ToMilliseconds(now),
        };
        return new RatchetSession(state, random);
    }

    /// <summary>Starts as B, who waits for A's first message.</summary>
    /// <param name="start">What both sides start from; copied.</param>
    /// <param name="ownKey">The private half of the ratchet key that A was given; taken over.</param>
    /// <param name="random">Where keys and salts come from.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentException">A key of <paramref name="start"/> is of no use.</exception>
    public static RatchetSession CreateB(in RatchetStart start, P256PrivateKey ownKey, IRandomSource random, DateTimeOffset now)
    {
        start.ThrowIfUnusable(nameof(start));
        RatchetState state = new()
        {
            Suite = start.Suite,
            Root = new SecretBytes(start.Secret),
            Own = new RatchetKeyPair(ownKey),
            NextSendingHeaderKey = new SecretBytes(start.HeaderKeyOfB),
            NextReceivingHeaderKey = new SecretBytes(start.HeaderKeyOfA),
            LastRenewal = RatchetState.ToMilliseconds(now),
        };
        return new RatchetSession(state, random);
    }

    /// <summary>Goes on from a saved state.</summary>
    /// <param name="saved">What <see cref="Save"/> gave.</param>
    /// <param name="random">Where keys and salts come from.</param>
    /// <param name="session">The session, which saves to the same bytes.</param>
    /// <returns>False for bytes that no session has, and for another version's.</returns>
    public static bool TryRestore(ReadOnlySpan<byte> saved, IRandomSource random, [NotNullWhen(true)] out RatchetSession? session)
    {
        session = SavedRatchet.TryRead(saved, out RatchetState? state) ? new RatchetSession(state, random) : null;
        return session is not null;
    }

    /// <summary>Copies the whole state, to be sealed.</summary>
    public SecretBytes Save() => SavedRatchet.Write(_state);

    /// <summary>Seals a message; <see cref="RatchetMessage.OverheadInBytes"/> longer than the plaintext.</summary>
    /// <param name="plaintext">At most <see cref="RatchetLimits.MaxPlaintextInBytes"/> bytes.</param>
    /// <param name="associatedData">
    /// What else the message is bound to, at most <see cref="RatchetLimits.MaxAssociatedDataInBytes"/> bytes; the encrypted header is
    /// appended to it here, so that no caller can forget it.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is longer; nothing changed.</exception>
    /// <exception cref="InvalidOperationException"><see cref="CanSeal"/> is false.</exception>
    public byte[] Seal(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, RatchetLimits.MaxPlaintextInBytes, nameof(plaintext));
        byte[] message = new byte[RatchetMessage.OverheadInBytes + plaintext.Length];
        Seal(plaintext, associatedData, message);
        return message;
    }

    /// <summary>Seals a message where it is to be; see the other overload.</summary>
    /// <param name="plaintext">At most <see cref="RatchetLimits.MaxPlaintextInBytes"/> bytes.</param>
    /// <param name="associatedData">What else the message is bound to.</param>
    /// <param name="destination">Exactly <see cref="RatchetMessage.OverheadInBytes"/> longer than the plaintext.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them has a wrong length; nothing changed.</exception>
    /// <exception cref="InvalidOperationException"><see cref="CanSeal"/> is false.</exception>
    public void Seal(ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, RatchetLimits.MaxPlaintextInBytes, nameof(plaintext));
        ArgumentOutOfRangeException.ThrowIfNotEqual(
            destination.Length, RatchetMessage.OverheadInBytes + plaintext.Length, nameof(destination));
        ThrowIfTooLong(associatedData);
        if (!CanSeal)
        {
            throw new InvalidOperationException("this session cannot send before the peer does");
        }

        SendingChain chain = _state.Sending!;
        RatchetHeader header = new(_state.Own.PublicKey, _state.Previous, chain.Number);
        using SecretBytes messageKey = ChainStep.MessageKey(chain.ChainKey);
        RatchetMessage.Seal(_state.Suite, chain.HeaderKey, header, messageKey, plaintext, associatedData, _random, destination);
        chain.Advance();
    }

    /// <summary>Opens a message of the peer's.</summary>
    /// <param name="message">Any bytes.</param>
    /// <param name="associatedData">What the message must be bound to, without its header.</param>
    /// <param name="now">The time, noted if the message brings a turn.</param>
    /// <param name="plaintext">What was sealed; to be disposed.</param>
    /// <param name="failure">Why it did not open.</param>
    /// <returns>False where it did not open; the state is then as it was, to the last byte.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The associated data is too long; nothing changed.</exception>
    public bool TryOpen(
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> associatedData,
        DateTimeOffset now,
        [NotNullWhen(true)] out SecretBytes? plaintext,
        out OpenFailure failure)
    {
        ThrowIfTooLong(associatedData);
        plaintext = null;
        failure = OpenFailure.Damaged;
        if (message.Length is >= RatchetMessage.OverheadInBytes and <= RatchetMessage.MaxLengthInBytes)
        {
            plaintext = RatchetOpener.Open(_state, message, associatedData, _random, now, out failure);
        }

        return plaintext is not null;
    }

    /// <summary>
    /// Whether to ask the peer for a turn, since keys have served for 50 messages or an hour; stays so until a turn comes.
    /// </summary>
    /// <remarks>A clock that went back counts as no time.</remarks>
    public bool NeedsTurn(DateTimeOffset now)
        => Unanswered >= RatchetLimits.MessagesBeforeTurn
            || (Unanswered > 0 && now - _state.LastRenewal >= RatchetLimits.TimeBeforeTurn);

    /// <summary>Zeroes all keys; any later use throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _state.Dispose();

    /// <summary>Says what this is and nothing of its keys.</summary>
    public override string ToString() => nameof(RatchetSession);

    private static void ThrowIfTooLong(ReadOnlySpan<byte> associatedData)
        => ArgumentOutOfRangeException.ThrowIfGreaterThan(
            associatedData.Length, RatchetLimits.MaxAssociatedDataInBytes, nameof(associatedData));
}
