using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures;

/// <summary>What a command that opens sealed pictures was asked to do.</summary>
internal sealed record PictureOpenRequest
{
    public IReadOnlyList<string> Inputs { get; init; } = [];

    public string? Output { get; init; }

    public bool Json { get; init; }

    public required int ParallelFiles { get; init; }

    public required CredentialChoice Credentials { get; init; }

    public required DecryptionOptions Options { get; init; }
}
