using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures;

/// <summary>What <c>locket picture redact</c> was asked to do.</summary>
internal sealed record PictureRedactRequest
{
    public required string Input { get; init; }

    public string? Output { get; init; }

    /// <summary>Rectangles as text: what they mean in percent, only the picture tells.</summary>
    public IReadOnlyList<string> Areas { get; init; } = [];

    public bool IsAllBut { get; init; }

    public int MarginInPixels { get; init; }

    /// <summary>Six hexadecimal digits; null for black.</summary>
    public string? Color { get; init; }

    public required int Quality { get; init; }

    public bool HasNoOriginal { get; init; }

    public bool Pad { get; init; }

    public bool Force { get; init; }

    public bool Json { get; init; }

    public required CredentialChoice Credentials { get; init; }

    public IReadOnlyList<LayerRequest> Layers { get; init; } = [];

    public required PasswordKdf Kdf { get; init; }
}
