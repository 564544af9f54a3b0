namespace Locket.Cli.Chat.Screen;

/// <summary>A terminal that gives every key at once and is painted on.</summary>
internal interface IScreenTerminal : IDisposable
{
    TerminalSize Size { get; }

    /// <summary>Takes the terminal: keys come at once and unechoed from here on, and the screen is the program's own.</summary>
    void Begin();

    /// <summary>Gives the terminal back as it was. May be called at any time, from any thread, and several times.</summary>
    void End();

    /// <summary>Waits for input.</summary>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="waitInMilliseconds">How long.</param>
    /// <returns>How many bytes came; 0 where none came in time, -1 at the end of the input.</returns>
    int Read(Span<byte> buffer, int waitInMilliseconds);

    void Write(string text);
}
