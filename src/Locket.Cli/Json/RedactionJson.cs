namespace Locket.Cli.Json;

/// <summary>What <c>locket picture redact --json</c> prints.</summary>
internal sealed record RedactionJson
{
    /// <summary>As the person named it.</summary>
    public required string File { get; init; }

    public required string Output { get; init; }

    public required string MediaType { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required long HiddenPixels { get; init; }

    /// <summary>What is really hidden; they may overlap.</summary>
    public required IReadOnlyList<AreaJson> HiddenAreas { get; init; }

    /// <summary>How far a side of what was to be hidden was moved at most, in pixels.</summary>
    public required int GrownInPixels { get; init; }

    /// <summary>Whether transparency elsewhere may hold traces of what is hidden.</summary>
    public required bool HasReducedAlpha { get; init; }

    /// <summary>Whether the original is sealed in it.</summary>
    public required bool HasOriginal { get; init; }

    /// <summary>The layers' names.</summary>
    public required IReadOnlyList<string> Layers { get; init; }

    /// <summary>
    /// Of each layer, pixels of its rectangles that it does not give back, since they hold traces of what else is hidden.
    /// </summary>
    public required IReadOnlyList<long> MissingPixels { get; init; }

    public required long LengthInBytes { get; init; }
}
