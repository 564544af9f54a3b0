namespace Locket.Cli.Terminal;

/// <summary>Where passwords and keys come from, as the options say. Each source may be named several times.</summary>
internal sealed record CredentialChoice
{
    public bool Ask { get; init; }

    public IReadOnlyList<string> EnvironmentVariables { get; init; } = [];

    public IReadOnlyList<string> Files { get; init; } = [];

    public IReadOnlyList<int> Descriptors { get; init; } = [];

    public bool StandardInput { get; init; }

    public IReadOnlyList<string> KeyFiles { get; init; } = [];

    public bool NamesPasswordSource => StandardInput || EnvironmentVariables.Count + Files.Count + Descriptors.Count > 0;

    public bool NamesAnything => Ask || NamesPasswordSource || KeyFiles.Count > 0;
}
