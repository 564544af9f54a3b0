using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Fields;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Saved;
using Locket.Secrets;

namespace Locket.Rooms.Transcripts;

/// <summary>One session with a member, and what decides whether it is the one to send in.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class HeldSession : IDisposable
{
    private const int PhraseKeyInBytes = 32;

    private const byte KnownFlag = 1;
    private const byte InitiatorFlag = 2;

    private readonly SecretBytes _phraseKey;

    /// <summary>Takes ratchet and phrase key over.</summary>
    public HeldSession(RatchetSession ratchet, SecretBytes phraseKey, bool isInitiator)
    {
        Ratchet = ratchet;
        _phraseKey = phraseKey;
        IsInitiator = isInitiator;
        IsKnown = !isInitiator;
    }

    public RatchetSession Ratchet { get; }

    /// <summary>Gets a value indicating whether we were A of its run.</summary>
    public bool IsInitiator { get; }

    /// <summary>
    /// Gets or sets a value indicating whether the other is known to hold it: B knows it by the confirm, A by the first message that opens.
    /// </summary>
    public bool IsKnown { get; set; }

    /// <summary>Gets or sets how many messages opened in the other session since one opened in this.</summary>
    public uint Idle { get; set; }

    public string ComparisonPhrase() => Pairing.ComparisonPhrase.Compute(_phraseKey);

    public void Save(SavedBuffer saved)
    {
        using SecretBytes ratchet = Ratchet.Save();
        saved.WriteBlock(ratchet.Span);
        saved.Write(_phraseKey.Span);
        saved.Write((byte)((IsKnown ? KnownFlag : 0) | (IsInitiator ? InitiatorFlag : 0)));
        saved.Write(Idle);
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public static bool TryLoad(ref FieldReader saved, IRandomSource random, [NotNullWhen(true)] out HeldSession? held)
    {
        held = null;
        if (!RatchetSession.TryRestore(saved.Block(SavedRatchet.MaxLengthInBytes), random, out RatchetSession? ratchet))
        {
            return false;
        }

        SecretBytes phraseKey = new(PhraseKeyInBytes);
        saved.Bytes(PhraseKeyInBytes).CopyTo(phraseKey.Span);
        byte flags = saved.Byte();
        held = new HeldSession(ratchet, phraseKey, (flags & InitiatorFlag) != 0)
        {
            IsKnown = (flags & KnownFlag) != 0,
            Idle = saved.UInt32(),
        };
        if (flags > (KnownFlag | InitiatorFlag) || saved.IsOverrun)
        {
            held.Dispose();
            held = null;
        }

        return held is not null;
    }

    public void Dispose()
    {
        Ratchet.Dispose();
        _phraseKey.Dispose();
    }

    /// <summary>Says what this is and nothing of its keys.</summary>
    public override string ToString() => nameof(HeldSession);
}
