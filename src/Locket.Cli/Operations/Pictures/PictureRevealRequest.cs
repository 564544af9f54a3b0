using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures;

/// <summary>What <c>locket picture reveal</c> was asked to do.</summary>
internal sealed record PictureRevealRequest
{
    public required string Input { get; init; }

    public string? Output { get; init; }

    public bool AllowsChanged { get; init; }

    public bool Force { get; init; }

    public bool Json { get; init; }

    public required CredentialChoice Credentials { get; init; }

    public required DecryptionOptions Options { get; init; }
}
