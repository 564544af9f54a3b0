using System.Security.Cryptography;
using Locket.Cli.Tests.Harness;
using Locket.Relay.Tests.TestSupport;
using Xunit;

namespace Locket.Cli.Tests.Pictures;

public sealed class PictureSealWatchTests
{
    private const int Pieces = 6;
    private const int PieceInBytes = 500;
    private const string Output = "safe/day/slow.png.locket";

    [Fact]
    public async Task SealWatch_FileThatIsStillWritten_IsSealedOnceItRests()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        TimeSpan second = TimeSpan.FromSeconds(1);
        ManualTime time = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using CommandLineHarness harness = new() { Time = time, Interrupt = stop.Token };
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "my.key")).ExitCode);
        harness.Write("camera/first.png", [1, 2, 3]);
        byte[] whole = RandomNumberGenerator.GetBytes(Pieces * PieceInBytes);
        Directory.CreateDirectory(harness.PathOf("camera/day"));
        Task<CommandResult> run = harness.RunAsync(
            "picture", "seal", "--watch", "--no-thumbnails", "-k", "my.key", "-o", "safe", "camera");
        string path = harness.PathOf("camera/day/slow.png");
        await using (FileStream slow = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            for (int piece = 0; piece < Pieces; piece++)
            {
                // Each look finds more than the one before, whichever of the two is faster.
                await time.UntilWaitedForAsync(cancellationToken);
                Assert.False(harness.Exists(Output));
                await slow.WriteAsync(whole.AsMemory(piece * PieceInBytes, PieceInBytes), cancellationToken);
                time.Advance(second);
            }
        }

        await time.PassUntilAsync(UntilSealedAsync(), second);
        await stop.CancelAsync();
        CommandResult result = await run;
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("sealed: 2", result.OutputText, StringComparison.Ordinal);
        using SymmetricKey key = SymmetricKey.ReadFile(harness.PathOf("my.key"));
        Assert.Equal(whole, LocketFile.Decrypt(harness.Read(Output), [key]));

        async Task UntilSealedAsync()
        {
            while (!harness.Exists(Output) && !run.IsCompleted)
            {
                await Task.Delay(5, cancellationToken);
            }
        }
    }
}
