namespace Locket.Cli.Terminal;

/// <summary>Asks a person for a secret.</summary>
internal interface IPasswordPrompt
{
    /// <summary>Whether there is a terminal to ask on.</summary>
    bool IsAvailable { get; }

    /// <summary>
    /// Nothing that is typed appears until this is disposed: of several questions none may show what was typed too early.
    /// </summary>
    /// <returns>Null where there is no terminal, or it cannot be done.</returns>
    IDisposable? Silence() => null;

    /// <summary>Shows a question and reads one line that does not appear on the screen.</summary>
    /// <param name="question">Shown as it is.</param>
    /// <param name="cancellationToken">Stops waiting; the terminal is put back as it was.</param>
    /// <returns>The line without its end; empty where nothing was typed.</returns>
    Task<SecretLine> ReadAsync(string question, CancellationToken cancellationToken);
}
