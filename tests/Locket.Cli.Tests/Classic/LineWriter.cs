using System.Text;
using System.Threading.Channels;

namespace Locket.Cli.Tests.Classic;

/// <summary>An output whose lines a test waits for while the command still runs.</summary>
internal sealed class LineWriter : TextWriter
{
    /// <summary>A bound for what never comes; not a measurement.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _all = new();

    public override Encoding Encoding => Encoding.UTF8;

    public string All
    {
        get
        {
            lock (_all)
            {
                return _all.ToString();
            }
        }
    }

    public override void WriteLine(string? value)
    {
        lock (_all)
        {
            _all.Append(value).Append('\n');
        }

        _lines.Writer.TryWrite(value ?? string.Empty);
    }

    public override void Write(char value) => throw new NotSupportedException("only whole lines are expected here");

    public async Task<string> NextAsync()
    {
        using CancellationTokenSource limit = new(Patience);
        return await _lines.Reader.ReadAsync(limit.Token);
    }

    /// <summary>Passes over lines until one holds this text.</summary>
    public async Task<string> WaitForAsync(string text)
    {
        string line;
        do
        {
            line = await NextAsync();
        }
        while (!line.Contains(text, StringComparison.Ordinal));

        return line;
    }
}
