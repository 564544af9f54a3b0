using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Randomness;
using Locket.Secrets;

namespace Locket.Rooms.Cpace;

/// <summary>A's side of one run of CPace with key confirmation; it answers one message, then it is spent.</summary>
/// <remarks>
/// <code>
///  A                                   B
///  new CpaceInitiator
///        ------- Ya, ADa ------->      CpaceResponder.TryRespond
///        &lt;----- Yb, ADb, Tb -----
///  TryFinish
///        --------- Ta ---------->      TryConfirm
///  key                                 key
/// </code>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class CpaceInitiator : IDisposable
{
    private readonly CpaceShare _share;
    private readonly byte[] _session;
    private readonly byte[] _associatedData;
    private bool _spent;

    /// <summary>Draws a scalar and computes the share.</summary>
    /// <param name="inputs">What both sides must agree on.</param>
    /// <param name="associatedData">ADa, at most <see cref="CpaceMessage.MaxAssociatedDataInBytes"/> bytes.</param>
    /// <param name="random">Where the scalar comes from.</param>
    public CpaceInitiator(in CpaceInputs inputs, ReadOnlySpan<byte> associatedData, IRandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            associatedData.Length, CpaceMessage.MaxAssociatedDataInBytes, nameof(associatedData));
        _session = inputs.Session.ToArray();
        _associatedData = associatedData.ToArray();
        _share = CpaceShare.Create(inputs, random);
    }

    private CpaceInitiator(CpaceShare share, ReadOnlySpan<byte> session, ReadOnlySpan<byte> associatedData)
    {
        _share = share;
        _session = session.ToArray();
        _associatedData = associatedData.ToArray();
    }

    /// <summary>Gets Ya, 65 bytes to send with ADa.</summary>
    public ReadOnlySpan<byte> Share => _share.Point.Encoded;

    /// <summary>Goes on with a run that was saved before its answer came; whoever calls this must not do so twice for one run.</summary>
    /// <param name="saved">What <see cref="Save"/> gave.</param>
    /// <param name="session">sid of the run.</param>
    /// <param name="associatedData">ADa of the run.</param>
    /// <param name="run">The run, waiting for B's answer.</param>
    /// <returns>False for bytes that no run has.</returns>
    public static bool TryRestore(
        ReadOnlySpan<byte> saved,
        ReadOnlySpan<byte> session,
        ReadOnlySpan<byte> associatedData,
        [NotNullWhen(true)] out CpaceInitiator? run)
    {
        run = associatedData.Length <= CpaceMessage.MaxAssociatedDataInBytes && CpaceShare.TryRestore(saved, out CpaceShare? share)
            ? new CpaceInitiator(share, session, associatedData)
            : null;
        return run is not null;
    }

    /// <summary>Copies what the run needs beside sid and ADa, to be sealed; it holds the scalar.</summary>
    /// <exception cref="InvalidOperationException">The run is spent.</exception>
    public SecretBytes Save()
        => _spent ? throw new InvalidOperationException("this run of CPace has had its answer") : _share.Save();

    /// <summary>Takes B's answer. The run is spent whatever the outcome, since each answer is a guess at the password.</summary>
    /// <param name="answer">Yb and ADb.</param>
    /// <param name="tag">Tb.</param>
    /// <param name="ownTag">Where Ta goes, 32 bytes, zeros on failure.</param>
    /// <param name="key">ISK, 32 bytes, from which keys are to be derived.</param>
    /// <returns>False, for whatever reason, where B did not prove that it has the same password and saw the same messages.</returns>
    /// <exception cref="InvalidOperationException">An answer was taken before.</exception>
    public bool TryFinish(CpaceMessage answer, ReadOnlySpan<byte> tag, Span<byte> ownTag, [NotNullWhen(true)] out SecretBytes? key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ownTag.Length, CpaceTranscript.TagInBytes, nameof(ownTag));
        if (_spent)
        {
            throw new InvalidOperationException("this run of CPace has had its answer");
        }

        _spent = true;
        key = null;
        ownTag.Clear();
        if (answer.AssociatedData.Length > CpaceMessage.MaxAssociatedDataInBytes
            || !_share.TryAgree(answer.Share, out SecretBytes? agreed))
        {
            return false;
        }

        using (agreed)
        {
            return TryFinishCore(answer, agreed, tag, ownTag, out key);
        }
    }

    /// <summary>Destroys the scalar.</summary>
    public void Dispose()
    {
        _spent = true;
        _share.Dispose();
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(CpaceInitiator);

    private bool TryFinishCore(
        CpaceMessage answer, SecretBytes agreed, ReadOnlySpan<byte> tag, Span<byte> ownTag, [NotNullWhen(true)] out SecretBytes? key)
    {
        CpaceMessage own = new(Share, _associatedData);
        SecretBytes? derived = CpaceTranscript.DeriveKey(_session, agreed, own, answer);
        try
        {
            using SecretBytes macKey = CpaceTranscript.DeriveMacKey(_session, derived);
            using SecretBytes expected = new(CpaceTranscript.TagInBytes);
            CpaceTranscript.ComputeTag(macKey, answer, expected.Span);
            key = null;
            if (!expected.FixedTimeEquals(tag))
            {
                return false;
            }

            CpaceTranscript.ComputeTag(macKey, own, ownTag);
            key = derived;
            derived = null;
            return true;
        }
        finally
        {
            derived?.Dispose();
        }
    }
}
