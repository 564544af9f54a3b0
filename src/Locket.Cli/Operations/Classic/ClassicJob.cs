namespace Locket.Cli.Operations.Classic;

/// <summary>One input of a classic command.</summary>
/// <param name="Name">As the person named it; <c>-</c> is the standard input.</param>
/// <param name="Output">As the person would name it; null for the standard output.</param>
internal sealed record ClassicJob(string Name, string? Output)
{
    public bool IsStandardInput => string.Equals(Name, "-", StringComparison.Ordinal);
}
