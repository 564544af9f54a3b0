namespace Locket.Cli.Json;

/// <summary>A file that could not be answered for, in the place of its answer.</summary>
/// <param name="File">As the person named it.</param>
/// <param name="Error">A stable name of the reason.</param>
/// <param name="Message">What happened.</param>
/// <param name="ExitCode">The exit status it stands for.</param>
internal sealed record ErrorJson(string File, string Error, string Message, int ExitCode);
