using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures.Veil;

/// <summary>What <c>locket picture unveil</c> was asked to do.</summary>
internal sealed record PictureUnveilRequest
{
    public required string Input { get; init; }

    public string? Output { get; init; }

    /// <summary>Whether the Locket file itself is wanted, not what is in it.</summary>
    public bool IsSealed { get; init; }

    public required CredentialChoice Credentials { get; init; }

    public required DecryptionOptions Options { get; init; }
}
