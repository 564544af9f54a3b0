namespace Locket.Cli.Json;

/// <summary>What <c>locket picture reveal --json</c> prints.</summary>
internal sealed record RevealJson
{
    /// <summary>As the person named it.</summary>
    public required string File { get; init; }

    public required string Output { get; init; }

    /// <summary>Whether the output is the original, byte for byte.</summary>
    public required bool IsOriginal { get; init; }

    /// <summary>The original's sealed name; untrusted.</summary>
    public string? Name { get; init; }

    /// <summary>The names of the opened layers; untrusted.</summary>
    public required IReadOnlyList<string> Layers { get; init; }

    /// <summary>What they restored.</summary>
    public required IReadOnlyList<AreaJson> Areas { get; init; }

    /// <summary>How many files are sealed in the picture, opened or not.</summary>
    public required int Sealed { get; init; }

    /// <summary>How many of them are damaged, or no layers.</summary>
    public required int Unreadable { get; init; }

    public required long LengthInBytes { get; init; }
}
