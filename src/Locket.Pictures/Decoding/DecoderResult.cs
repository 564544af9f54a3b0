namespace Locket.Pictures;

/// <summary>What came of decoding one picture.</summary>
/// <typeparam name="T">What was wanted.</typeparam>
/// <param name="Outcome">How it ended.</param>
/// <param name="Value">What was wanted; <see langword="null"/> unless the outcome is <see cref="DecoderOutcome.Success"/>.</param>
public sealed record DecoderResult<T>(DecoderOutcome Outcome, T? Value)
    where T : class
{
    /// <summary>
    /// A sentence part for a person that says why there is nothing, and what to do; <see langword="null"/> where there is something.
    /// </summary>
    public string? Note => Outcome switch
    {
        DecoderOutcome.Success => null,
        DecoderOutcome.Unreadable => "its pixels cannot be decoded: it is broken, or of a kind that nothing here decodes",
        DecoderOutcome.TooLarge => "it has more pixels or bytes than are decoded",
        DecoderOutcome.OutOfMemory => "decoding it would take more memory than is allowed",
        DecoderOutcome.Unavailable
            => "nothing on this machine decodes it; install libgd (Debian, Ubuntu: apt install libgd3; Fedora: dnf install gd; macOS: "
                + "brew install gd)",
        DecoderOutcome.TimedOut => "decoding it took too long and was ended",
        _ => "its decoder crashed, which harmed nothing else",
    };
}
