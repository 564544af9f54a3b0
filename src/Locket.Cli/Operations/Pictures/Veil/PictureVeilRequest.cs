using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures.Veil;

/// <summary>What <c>locket picture veil</c> was asked to do.</summary>
internal sealed record PictureVeilRequest
{
    public required string Input { get; init; }

    public string? Output { get; init; }

    public bool Force { get; init; }

    /// <summary>One of <see cref="PictureVeiling.Previews"/>; null for none.</summary>
    public string? Preview { get; init; }

    public int? PreviewColors { get; init; }

    public int? PreviewBits { get; init; }

    public bool IsGray { get; init; }

    public required CredentialChoice Credentials { get; init; }

    public required PasswordKdf Kdf { get; init; }
}
