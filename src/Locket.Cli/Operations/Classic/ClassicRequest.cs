using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>What <c>locket classic encrypt</c> or <c>decrypt</c> was asked to do.</summary>
internal sealed record ClassicRequest
{
    public bool Encrypts { get; init; }

    public required ClassicScheme Scheme { get; init; }

    public IReadOnlyList<string> Inputs { get; init; } = [];

    public string? Output { get; init; }

    public bool Force { get; init; }

    /// <summary>Where <c>cbc-file</c> writes its key.</summary>
    public string? WriteKey { get; init; }

    public required CredentialChoice Credentials { get; init; }

    public required ClassicParameters Parameters { get; init; }
}
