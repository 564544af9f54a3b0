using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>Somebody else works on the input while it is encrypted.</summary>
public sealed class ChangingInputTests
{
    private const long Length = 64 * LargeFile.MiB;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Encrypt_InputChangesItsLength_SaysSoAndLeavesNothing(bool grows)
    {
        using CommandLineHarness harness = new();
        await harness.RunAsync("key", "new", "-o", "my.key");
        string input = LargeFile.Make(harness, "log", Length);
        CommandResult result;
        using (CancellationTokenSource done = new())
        {
            TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task writer = ChangeAsync(input, grows, begun, done.Token);
            await begun.Task;
            result = await harness.RunAsync("encrypt", "-k", "my.key", "log");
            await done.CancelAsync();
            await writer;
        }

        Assert.Equal(8, result.ExitCode);
        Assert.Contains("while it was read\nhint: something wrote to the file meanwhile", result.Error, StringComparison.Ordinal);
        Assert.Equal(["log", "my.key"], harness.Tree());
    }

    [Fact]
    public async Task EncryptToOutput_InputGrows_SaysSoAndWhatCameOutDoesNotOpen()
    {
        using CommandLineHarness harness = new();
        await harness.RunAsync("key", "new", "-o", "my.key");
        string input = LargeFile.Make(harness, "log", Length);
        CommandResult result;
        using (CancellationTokenSource done = new())
        {
            TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task writer = ChangeAsync(input, grows: true, begun, done.Token);
            await begun.Task;
            result = await harness.RunAsync("encrypt", "-k", "my.key", "log", "-o", "-");
            await done.CancelAsync();
            await writer;
        }

        Assert.Equal(8, result.ExitCode);
        Assert.Contains("locket: log: the input changed while it was read\n", result.Error, StringComparison.Ordinal);
        harness.Input = result.Output;
        Assert.Equal(5, (await harness.RunAsync("decrypt", "-k", "my.key")).ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Encrypt_InputReplacedOrRemoved_GivesTheFileThatWasOpened(bool isReplaced)
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        await harness.RunAsync("key", "new", "-o", "my.key");
        string input = LargeFile.Make(harness, "film", Length);
        string hash = LargeFile.Hash(input);
        harness.Write("other", "another film");
        using (RunningProgram program = await RunningProgram.StartAsync(harness.Folder, "encrypt", "--jobs", "1", "-k", "my.key", "film"))
        {
            program.WaitUntilWritten(LargeFile.MiB);
            if (isReplaced)
            {
                File.Move(harness.PathOf("other"), input, overwrite: true);
            }
            else
            {
                File.Delete(input);
            }

            Assert.Equal((0, string.Empty, string.Empty), await program.EndAsync());
        }

        await harness.RunAsync("decrypt", "-k", "my.key", "film.locket", "-o", "back");
        Assert.Equal(hash, LargeFile.Hash(harness.PathOf("back")));
    }

    /// <summary>Changes the file all the time: the command cannot find it at rest.</summary>
    private static Task ChangeAsync(string path, bool grows, TaskCompletionSource begun, CancellationToken done) => Task.Factory.StartNew(
        () =>
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            while (!done.IsCancellationRequested)
            {
                file.SetLength(grows ? file.Length + 1 : file.Length - 1);
                begun.TrySetResult();
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
