using System.Runtime.InteropServices;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>Ctrl-C and its relatives: the program tidies up and says in its exit code which signal it was.</summary>
public sealed class SignalTests
{
    /// <summary>How often a program may be faster than a signal on a busy machine.</summary>
    private const int Tries = 40;

    private const string Said = "locket: interrupted\nhint: nothing was left half done; run the command again\n";

    [Theory]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGTERM, 143)]
    [InlineData(PosixSignal.SIGHUP, 129)]
    public async Task Encrypt_SignalWhileItWaitsForAPipe_LeavesNothing(PosixSignal signal, int exitCode)
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        await harness.RunAsync("key", "new", "-o", "my.key");
        using RunningProgram program = await RunningProgram.StartAsync(harness.Folder, "encrypt", "-k", "my.key", "-o", "new.locket");
        await program.Input.WriteAsync(new byte[8 * LargeFile.MiB], TestContext.Current.CancellationToken);
        program.WaitUntilWritten(LargeFile.MiB);
        program.Send(signal);
        Assert.Equal((exitCode, string.Empty, Said), await program.EndAsync());
        Assert.Equal(["my.key"], harness.Tree());
    }

    [Fact]
    public async Task Decrypt_SignalBeforeAnyInputCame_Ends()
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        await harness.RunAsync("key", "new", "-o", "my.key");
        using RunningProgram program = await RunningProgram.StartAsync(harness.Folder, "decrypt", "-k", "my.key", "-o", "new");

        // Whether it still starts or waits already, nobody will ever write to its pipe.
        program.WaitUntilItCatches(PosixSignal.SIGTERM);
        program.Send(PosixSignal.SIGTERM);
        Assert.Equal(143, (await program.EndAsync()).ExitCode);
        Assert.Equal(["my.key"], harness.Tree());
    }

    [Theory]
    [InlineData("encrypt")]
    [InlineData("decrypt")]
    public async Task LargeFile_Signal_LeavesNothingNew(string command)
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        await harness.RunAsync("key", "new", "-o", "my.key");
        LargeFile.Make(harness, "film", 256 * LargeFile.MiB);
        if (command is "decrypt")
        {
            await harness.RunAsync("encrypt", "-k", "my.key", "film");
            File.Move(harness.PathOf("film.locket"), harness.PathOf("film"), overwrite: true);
        }

        int interrupted = 0;
        for (int i = 1; i <= Tries && (i <= 4 || interrupted == 0); i++)
        {
            using RunningProgram program = await RunningProgram.StartAsync(
                harness.Folder, command, "--jobs", "1", "-k", "my.key", "film", "-o", "new");
            program.WaitUntilWritten(((i % 4) + 1) * LargeFile.MiB);
            program.Send(PosixSignal.SIGINT);
            (int exitCode, _, string error) = await program.EndAsync();
            if (exitCode == 130 && !harness.Exists("new"))
            {
                interrupted++;
                Assert.Equal(Said, error);
                Assert.Equal(["film", "my.key"], harness.Tree());
            }
            else
            {
                // It was done before the signal came, which then may still end the runtime while that shuts down.
                Assert.Contains(exitCode, new[] { 0, 130 });
                Assert.Equal(string.Empty, error);
                File.Delete(harness.PathOf("new"));
            }
        }

        Assert.True(interrupted > 0, "the program was always faster than the signal");
    }
}
