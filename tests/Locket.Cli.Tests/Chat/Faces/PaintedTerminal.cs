using Locket.Cli.Chat.Screen;
using Locket.Cli.Tests.Chat.Screen;

namespace Locket.Cli.Tests.Chat.Faces;

/// <summary>A terminal of a given size that shows what is painted on it.</summary>
internal sealed class PaintedTerminal(int columns, int rows) : IScreenTerminal
{
    private readonly ShownTerminal _shown = new(columns, rows);

    public TerminalSize Size => new(columns, rows);

    /// <summary>What stands on it, row by row.</summary>
    public IReadOnlyList<string> Rows => [.. Enumerable.Range(0, rows).Select(_shown.Row)];

    public void Begin()
    {
        // Nothing to prepare.
    }

    public void End()
    {
        // Nothing to put back.
    }

    public int Read(Span<byte> buffer, int waitInMilliseconds) => -1;

    public void Write(string text) => _shown.Send(text);

    public void Dispose()
    {
        // Nothing is held.
    }
}
