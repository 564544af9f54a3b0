namespace Locket.Cli.Terminal;

/// <summary>A line of the standard input.</summary>
/// <param name="Text">The line without its end; null where there is none, or none that can be sent.</param>
/// <param name="Fault">What is wrong with it; null at the end of the input.</param>
internal readonly record struct InputLine(string? Text, string? Fault)
{
    public bool IsEnd => Text is null && Fault is null;
}
