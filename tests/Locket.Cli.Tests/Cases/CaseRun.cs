namespace Locket.Cli.Tests.Cases;

/// <summary>What one run of the command is given, and what it must bring: nothing on either output and exit code 0 unless said.</summary>
internal sealed class CaseRun
{
    /// <summary>Text for the standard input.</summary>
    public string? Input { get; set; }

    /// <summary>A file for the standard input.</summary>
    public string? InputFile { get; set; }

    /// <summary>A file that takes the standard output instead of a comparison.</summary>
    public string? OutputFile { get; set; }

    public int ExitCode { get; set; }

    public List<string> OutputLines { get; } = [];

    public List<string> ErrorLines { get; } = [];

    /// <summary>The number of the last line that belongs to this run, for accepting what came.</summary>
    public int LastLine { get; set; }
}
