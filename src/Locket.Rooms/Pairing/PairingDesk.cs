#pragma warning disable MA0025 // the shape comes first
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Entries;
using Locket.Secrets;

namespace Locket.Rooms.Pairing;

/// <summary>Where a room meets newcomers (docs/protocol.md, "Pairing").</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class PairingDesk : IDisposable
{
    private PairingDesk() => throw new NotImplementedException();

    /// <summary>Gets a value indicating whether nothing more is started, answered or checked until <see cref="Unlock"/>.</summary>
    public bool IsLocked => throw new NotImplementedException();

    /// <summary>Gets how many attempts are counted.</summary>
    public int Attempts => throw new NotImplementedException();

    /// <summary>Gets when <see cref="Tick"/> has something to do; null: not before something else happens.</summary>
    public DateTimeOffset? NextDue => throw new NotImplementedException();

    /// <summary>Opens a desk and says hello.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="savedAttempts">What <see cref="SaveAttempts"/> gave, or empty. Bytes that it never gave count as the limit: locked.</param>
    /// <param name="now">The time.</param>
    public static PairingDesk Create(PairingContext context, ReadOnlySpan<byte> savedAttempts, DateTimeOffset now)
        => throw new NotImplementedException();

    /// <summary>Goes on from a saved desk.</summary>
    public static bool TryRestore(
        ReadOnlySpan<byte> saved, PairingContext context, DateTimeOffset now, [NotNullWhen(true)] out PairingDesk? desk)
        => throw new NotImplementedException();

    /// <summary>Copies the whole desk, to be sealed. Bodies and events must have been taken.</summary>
    public SecretBytes Save() => throw new NotImplementedException();

    /// <summary>Copies the guess counter, which holds no secret and is to be kept before what the desk gave is sent.</summary>
    public byte[] SaveAttempts() => throw new NotImplementedException();

    /// <summary>Takes a hello, also one's own, from the log.</summary>
    public void TakeHello(in HelloBody hello, long seq, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Takes a start that is to this member (others are ignored).</summary>
    public void TakeStart(in StartBody start, long seq, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Takes an answer that is to this member (others are ignored).</summary>
    public void TakeAnswer(in AnswerBody answer, long seq, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Takes a confirm that is to this member (others are ignored).</summary>
    public void TakeConfirm(in ConfirmBody confirm, long seq, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Takes a refuse that is to this member (others are ignored).</summary>
    public void TakeRefuse(in RefuseBody refuse, long seq, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Takes attempts that a paired member told of.</summary>
    public void TakeAttempts(ReadOnlySpan<AttemptId> attemptIds, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>The log has been read to its end. Nothing is started or answered before.</summary>
    /// <param name="isLogNew">Whether the log began anew: what was under way is lost.</param>
    /// <param name="now">The time.</param>
    public void CaughtUp(bool isLogNew, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>The connection was lost: nothing is started or answered until <see cref="CaughtUp"/>.</summary>
    public void Disconnected() => throw new NotImplementedException();

    /// <summary>Does what is due.</summary>
    public void Tick(DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>The user agrees to go on after too many attempts.</summary>
    public void Unlock(DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>
    /// The user wants to pair with this member again, whose session the room has ended. Takes up the hello that waits for this consent, or,
    /// where there is none, says hello so that the other side is asked.
    /// </summary>
    public void AllowPairAgain(MemberId member, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Takes the next body to append to the log, in order.</summary>
    public bool TryTakeBody([NotNullWhen(true)] out byte[]? body) => throw new NotImplementedException();

    /// <summary>Takes the next event.</summary>
    public bool TryTakeEvent([NotNullWhen(true)] out PairingEvent? pairingEvent) => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(PairingDesk);
}
