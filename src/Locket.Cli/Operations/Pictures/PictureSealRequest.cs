using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures;

/// <summary>What <c>locket picture seal</c> was asked to do.</summary>
internal sealed record PictureSealRequest
{
    public IReadOnlyList<string> Inputs { get; init; } = [];

    public string? Output { get; init; }

    /// <summary>Where clean copies go as well; null for none.</summary>
    public string? CleanCopyFolder { get; init; }

    /// <summary>Whether to go on with what is new in the folders.</summary>
    public bool Watches { get; init; }

    public bool HasNoThumbnails { get; init; }

    public bool Json { get; init; }

    public required int ParallelFiles { get; init; }

    public required CredentialChoice Credentials { get; init; }

    public required PasswordKdf Kdf { get; init; }

    public required EncryptionOptions Options { get; init; }
}
