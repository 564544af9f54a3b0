using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>What <c>locket decrypt</c> was asked to do.</summary>
internal sealed record DecryptRequest
{
    public IReadOnlyList<string> Inputs { get; init; } = [];

    public string? Output { get; init; }

    public bool Recursive { get; init; }

    /// <summary>Whether an archive stays a tar file instead of becoming a folder.</summary>
    public bool KeepTar { get; init; }

    public bool Salvage { get; init; }

    public bool Force { get; init; }

    public required CredentialChoice Credentials { get; init; }

    public required DecryptionOptions Options { get; init; }
}
