namespace Locket.Cli.Errors;

/// <summary>A failure as it is shown: the exit status, what happened, what to do next.</summary>
/// <param name="Code">The exit status.</param>
/// <param name="Reason">A stable name for programs, as in <c>no-slot-opens</c>.</param>
/// <param name="Message">What happened.</param>
/// <param name="Hint">What to do next.</param>
/// <param name="Subject">The file, where the failure itself knows better than its catcher.</param>
internal sealed record Problem(ExitCode Code, string Reason, string Message, string? Hint, string? Subject = null);
