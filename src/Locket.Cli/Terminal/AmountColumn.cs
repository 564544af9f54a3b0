using Spectre.Console;
using Spectre.Console.Rendering;

namespace Locket.Cli.Terminal;

/// <summary>How much is done and how fast, in the units that sizes have everywhere else in the command.</summary>
internal sealed class AmountColumn : ProgressColumn
{
    private readonly bool _knowsEnd;

    public AmountColumn(bool knowsEnd) => _knowsEnd = knowsEnd;

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        => new Text(Describe((long)task.Value, _knowsEnd ? (long)task.MaxValue : null, task.Speed));

    public static string Describe(long doneInBytes, long? totalInBytes, double? bytesPerSecond)
    {
        string amount = totalInBytes is { } total ? $"{Shown.Size(doneInBytes)} of {Shown.Size(total)}" : Shown.Size(doneInBytes);
        return bytesPerSecond is { } speed ? $"{amount}, {Shown.Size((long)speed)}/s" : amount;
    }
}
