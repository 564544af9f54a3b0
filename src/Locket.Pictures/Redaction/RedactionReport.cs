namespace Locket.Pictures;

/// <summary>What became of a picture.</summary>
public sealed record RedactionReport
{
    /// <summary>The redacted picture's format.</summary>
    public required DecodableFormat Format { get; init; }

    /// <summary>In pixels, upright.</summary>
    public required int Width { get; init; }

    /// <summary>In pixels, upright.</summary>
    public required int Height { get; init; }

    /// <summary>How many pixels are hidden.</summary>
    public required long HiddenPixelCount { get; init; }

    /// <summary>How many files are sealed in it: one for each layer, and one for the original.</summary>
    public required int SealedCount { get; init; }

    /// <summary>The length of the picture file in bytes.</summary>
    public required long LengthInBytes { get; init; }
}
