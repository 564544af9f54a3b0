using Locket.Payload;
using Xunit;

namespace Locket.Tests.Payload;

/// <summary>What fails on a thread of our own reaches the caller, and never ends the process.</summary>
public sealed class WorkerFailureTests
{
    [Fact]
    public void ParallelBatchesRun_NoThreadGetsItsState_ThrowsThat()
    {
        static MemoryStream Fail() => throw new TimeoutException("no state");

        Assert.Throws<TimeoutException>(
            () => ParallelBatches.Run(100, 4, Fail, (_, _) => { }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task OrderedPipelineRun_NoThreadGetsItsCipher_ThrowsThat()
    {
        using MemoryStream source = new(new byte[100]);
        using MemoryStream destination = new();
        OrderedPipeline pipeline = new(
            source, 10, 10, 3, () => throw new TimeoutException("no cipher"), (_, _) => { }, destination, _ => { });
        await Assert.ThrowsAsync<TimeoutException>(() => pipeline.RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, destination.Length);
    }
}
