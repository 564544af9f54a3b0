using System.Globalization;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>Says what a salvage brought: on the error output, also with <c>--quiet</c> where something is missing.</summary>
internal static class SalvageSummary
{
    public static ExitCode Print(CommandRun run, string input, string output, SalvageReport report)
    {
        string file = Shown.Text(input);
        if (report.IsComplete)
        {
            run.Reporter.Note($"{file}: nothing is missing, all {Shown.ExactSize(report.LengthInBytes)} are intact");
            return ExitCode.Success;
        }

        TextWriter error = run.Console.Error;
        error.WriteLine($"locket: {file}: saved {Shown.ExactSize(report.IntactInBytes)} of "
            + $"{Shown.ExactSize(report.LengthInBytes)} as {Shown.Text(output)}");
        foreach (SalvageHole hole in report.Holes)
        {
            long end = hole.OffsetInBytes + hole.LengthInBytes;
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"hole: bytes {hole.OffsetInBytes}-{end - 1} "
                    + $"({Shown.Size(hole.LengthInBytes)}) are missing and were filled with zeros"));
        }

        if (!report.IsEndAuthenticated)
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hole: whatever followed byte {report.LengthInBytes} is missing"));
        }

        error.WriteLine("hint: fetch another copy of the file if you can; these parts cannot be recovered from this one");
        return ExitCode.SalvagedWithHoles;
    }
}
