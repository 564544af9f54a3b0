using System.Text;

namespace Locket.Cli.Tests.Harness;

/// <summary>What a run of the command left behind.</summary>
/// <param name="ExitCode">The exit status.</param>
/// <param name="Output">The standard output's bytes.</param>
/// <param name="Error">The error output's text.</param>
internal sealed record CommandResult(int ExitCode, byte[] Output, string Error)
{
    public string OutputText => Encoding.UTF8.GetString(Output);
}
