using Spectre.Console;

namespace Locket.Cli.Terminal;

/// <summary>Draws a <see cref="ProgressMeter"/>: a bar with speed and remaining time, or a count where the end is unknown.</summary>
internal static class ProgressBar
{
    private const int LongestLabel = 40;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static async Task ShowAsync(CommandConsole console, ProgressMeter meter, CancellationToken stop)
    {
        IAnsiConsole screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Detect,
            ColorSystem = Reporter.UsesColor(console) ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(console.Error),
        });
        bool knowsEnd = meter.TotalInBytes > 0;
        AmountColumn amount = new(knowsEnd);
        ProgressColumn[] columns = knowsEnd
            ? [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), amount, new RemainingTimeColumn()]
            : [new TaskDescriptionColumn(), new SpinnerColumn(), amount, new ElapsedTimeColumn()];
        await screen.Progress().AutoClear(enabled: true).HideCompleted(enabled: false).Columns(columns).StartAsync(async context =>
        {
            ProgressTask task = context.AddTask(Describe(meter), maxValue: knowsEnd ? meter.TotalInBytes : double.MaxValue);
            while (!stop.IsCancellationRequested)
            {
                task.Description = Describe(meter);
                task.Value = Math.Min(meter.DoneInBytes, task.MaxValue);
                try
                {
                    await Task.Delay(Interval, console.Time, stop);
                }
                catch (OperationCanceledException)
                {
                    break;
                }
            }
        });
    }

    private static string Describe(ProgressMeter meter)
    {
        string label = Shown.Text(meter.Label);
        return Markup.Escape(label.Length <= LongestLabel ? label : "…" + label[^(LongestLabel - 1)..]);
    }
}
