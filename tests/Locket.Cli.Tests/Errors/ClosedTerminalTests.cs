using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Errors;

public sealed class ClosedTerminalTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 130)]
    public async Task RunAsync_ErrorsCannotBeWritten_StillEndsWithItsExitCode(bool isStopped, int expected)
    {
        using CommandLineHarness harness = new() { ErrorStream = new ClosedTerminal() };
        using CancellationTokenSource stop = new();
        if (isStopped)
        {
            await stop.CancelAsync();
            harness.Interrupt = stop.Token;
        }

        CommandResult result = await harness.RunAsync("inspect", "missing.locket");

        Assert.Equal(expected, result.ExitCode);
    }

    /// <summary>A terminal whose window was closed: what is written to it fails.</summary>
    private sealed class ClosedTerminal : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("Input/output error");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Input/output error");
    }
}
