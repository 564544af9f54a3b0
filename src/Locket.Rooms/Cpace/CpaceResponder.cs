using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;
using Locket.Secrets;

namespace Locket.Rooms.Cpace;

/// <summary>B's side of one run of CPace with key confirmation, from its answer on; <see cref="CpaceInitiator"/> draws the flow.</summary>
/// <remarks>The scalar is gone once this exists. The key is given out only after A has proved that it has it too.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class CpaceResponder : IDisposable
{
    private const int TagOffset = P256Point.LengthInBytes;
    private const int KeyOffset = TagOffset + CpaceTranscript.TagInBytes;
    private const int ExpectedTagOffset = KeyOffset + CpaceTranscript.KeyInBytes;
    private const int SavedInBytes = ExpectedTagOffset + CpaceTranscript.TagInBytes;

    private readonly byte[] _share;
    private readonly byte[] _tag;
    private readonly SecretBytes _key;
    private readonly SecretBytes _expectedTag;
    private bool _spent;

    private CpaceResponder(ReadOnlySpan<byte> share, byte[] tag, ReadOnlySpan<byte> key, ReadOnlySpan<byte> expectedTag)
    {
        _share = share.ToArray();
        _tag = tag;
        _key = new SecretBytes(key);
        _expectedTag = new SecretBytes(expectedTag);
    }

    /// <summary>Gets Yb, 65 bytes to send with ADb.</summary>
    public ReadOnlySpan<byte> Share => _share;

    /// <summary>Gets Tb, 32 bytes to send with Yb. With it A can test one password, so sending it is an attempt until A confirms.</summary>
    public ReadOnlySpan<byte> Tag => _tag;

    /// <summary>Answers A's message.</summary>
    /// <param name="inputs">What both sides must agree on.</param>
    /// <param name="message">Ya and ADa.</param>
    /// <param name="associatedData">ADb, at most <see cref="CpaceMessage.MaxAssociatedDataInBytes"/> bytes.</param>
    /// <param name="random">Where the scalar comes from.</param>
    /// <param name="run">The run, waiting for A's tag.</param>
    /// <returns>False where the message cannot be answered; nothing must be sent then.</returns>
    public static bool TryRespond(
        in CpaceInputs inputs,
        CpaceMessage message,
        ReadOnlySpan<byte> associatedData,
        IRandomSource random,
        [NotNullWhen(true)] out CpaceResponder? run)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            associatedData.Length, CpaceMessage.MaxAssociatedDataInBytes, nameof(associatedData));
        run = null;
        if (message.AssociatedData.Length > CpaceMessage.MaxAssociatedDataInBytes)
        {
            return false;
        }

        using CpaceShare share = CpaceShare.Create(inputs, random);
        if (!share.TryAgree(message.Share, out SecretBytes? agreed))
        {
            return false;
        }

        using (agreed)
        {
            CpaceMessage own = new(share.Point.Encoded, associatedData);
            using SecretBytes key = CpaceTranscript.DeriveKey(inputs.Session, agreed, message, own);
            using SecretBytes macKey = CpaceTranscript.DeriveMacKey(inputs.Session, key);
            using SecretBytes expectedTag = new(CpaceTranscript.TagInBytes);
            byte[] tag = new byte[CpaceTranscript.TagInBytes];
            CpaceTranscript.ComputeTag(macKey, own, tag);
            CpaceTranscript.ComputeTag(macKey, message, expectedTag.Span);
            run = new CpaceResponder(own.Share, tag, key.Span, expectedTag.Span);
            return true;
        }
    }

    /// <summary>Goes on with a run that was saved before A's tag came.</summary>
    /// <param name="saved">What <see cref="Save"/> gave.</param>
    /// <param name="run">The run, waiting for A's tag.</param>
    /// <returns>False for bytes that no run has.</returns>
    public static bool TryRestore(ReadOnlySpan<byte> saved, [NotNullWhen(true)] out CpaceResponder? run)
    {
        run = saved.Length == SavedInBytes && P256Point.TryDecode(saved[..TagOffset], out _)
            ? new CpaceResponder(
                saved[..TagOffset], saved[TagOffset..KeyOffset].ToArray(), saved[KeyOffset..ExpectedTagOffset], saved[ExpectedTagOffset..])
            : null;
        return run is not null;
    }

    /// <summary>Copies the run (Yb, Tb, key, expected Ta), to be sealed.</summary>
    /// <exception cref="InvalidOperationException">The key was given out before.</exception>
    public SecretBytes Save()
    {
        if (_spent)
        {
            throw new InvalidOperationException("this run of CPace has given its key out");
        }

        SecretBytes saved = new(SavedInBytes);
        _share.CopyTo(saved.Span);
        _tag.CopyTo(saved.Span[TagOffset..]);
        _key.Span.CopyTo(saved.Span[KeyOffset..]);
        _expectedTag.Span.CopyTo(saved.Span[ExpectedTagOffset..]);
        return saved;
    }

    /// <summary>Takes A's tag Ta and gives the key out, once.</summary>
    /// <param name="tag">Ta.</param>
    /// <param name="key">ISK, 32 bytes, from which keys are to be derived.</param>
    /// <returns>False where A did not prove that it has the same password and saw the same messages; the run then still waits.</returns>
    /// <remarks>
    /// A wrong tag leaves the run as it was, so that nobody can end it with rubbish in A's name. That gives no guesses away: A's share
    /// fixed the one password that it can test, and Tb has already told A whether that was right.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The key was given out before.</exception>
    public bool TryConfirm(ReadOnlySpan<byte> tag, [NotNullWhen(true)] out SecretBytes? key)
    {
        if (_spent)
        {
            throw new InvalidOperationException("this run of CPace has given its key out");
        }

        key = null;
        if (!_expectedTag.FixedTimeEquals(tag))
        {
            return false;
        }

        _spent = true;
        key = new SecretBytes(_key.Span);
        _key.Dispose();
        return true;
    }

    /// <summary>Zeroes the key that was not given out.</summary>
    public void Dispose()
    {
        _spent = true;
        _key.Dispose();
        _expectedTag.Dispose();
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(CpaceResponder);
}
