namespace Locket.Cli.Errors;

/// <summary>A failure that the command found itself, already in the words that a person reads.</summary>
#pragma warning disable CA1064 // it never leaves this program
internal sealed class CommandException : Exception
#pragma warning restore CA1064
{
    /// <param name="code">The exit status.</param>
    /// <param name="message">What happened: lower case, no full stop.</param>
    /// <param name="hint">What to do next, or <see langword="null"/>.</param>
    /// <param name="subject">The file it happened to, as the person named it, if it is not the one at work.</param>
    public CommandException(ExitCode code, string message, string? hint = null, string? subject = null)
        : base(message)
    {
        Code = code;
        Hint = hint;
        Subject = subject;
    }

    public ExitCode Code { get; }

    public string? Hint { get; }

    public string? Subject { get; }

    public static CommandException Usage(string message, string? hint = null) => new(ExitCode.Usage, message, hint);
}
