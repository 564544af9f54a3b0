namespace Locket.Classic;

/// <summary>What <see cref="Explainer"/> takes instead of its public example.</summary>
public sealed record ExplanationOptions
{
    /// <summary>The longest text in bytes of UTF-8, so that its blocks fit a page.</summary>
    public const int MaxTextLengthInBytes = 240;

    /// <summary>The text to encrypt, 1 to <see cref="MaxTextLengthInBytes"/> bytes of UTF-8; null for the example. It is shown.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// The password, which stays its owner's; null for the example. It is not shown, nor is any key made of it. <c>socket-cbc</c> takes a
    /// raw key instead. <c>modes</c> takes neither.
    /// </summary>
    public ClassicSecret? Password { get; init; }
}
