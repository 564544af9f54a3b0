using System.Collections.Concurrent;
using Locket.Passwords;
using Xunit;

namespace Locket.Tests.Passwords;

public sealed class Argon2WorkersTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 4)]
    [InlineData(2, 5)]
    [InlineData(5, 5)]
    [InlineData(3, 1)]
    public void Run_AnyNumberOfWorkers_FillsEachSegmentOnceAndSlicesInOrder(int workers, uint lanes)
    {
        var segments = new ConcurrentQueue<Argon2Segment>();
        int pairs = 0;
        var schedule = new Argon2Schedule(passes: 3, lanes, (uint)workers, CancellationToken.None);

        new Argon2Workers(
            schedule,
            (first, second, _) =>
            {
                segments.Enqueue(first);
                if (second is { } other)
                {
                    segments.Enqueue(other);
                    Interlocked.Increment(ref pairs);
                }
            }).Run(workers);

        Assert.Equal(12 * lanes, (uint)segments.Distinct().Count());
        Assert.Equal(12 * lanes, (uint)segments.Count);
        uint[] slices = [.. segments.Select(segment => (segment.Pass * Argon2Geometry.Slices) + segment.Slice)];
        Assert.Equal(slices.Order(), slices);
        Assert.Equal(lanes > workers ? 12 * (lanes / 2) : 0, (uint)pairs);
    }

    [Fact]
    public void Run_AWorkerFails_ThrowsItsExceptionAndStops()
    {
        var schedule = new Argon2Schedule(passes: 3, lanes: 4, workers: 2, CancellationToken.None);
        int begun = 0;
        var workers = new Argon2Workers(schedule, (_, _, _) =>
        {
            Interlocked.Increment(ref begun);
            throw new InvalidOperationException("this one");
        });

        Assert.Equal("this one", Assert.Throws<InvalidOperationException>(() => workers.Run(2)).Message);
        Assert.InRange(begun, 1, 2);
    }

    [Fact]
    public void Run_CancelledOnTheWay_EndsAfterTheSlice()
    {
        using var source = new CancellationTokenSource();
        var segments = new ConcurrentQueue<Argon2Segment>();
        var schedule = new Argon2Schedule(passes: 3, lanes: 2, workers: 2, source.Token);

        new Argon2Workers(schedule, (segment, _, _) =>
        {
            segments.Enqueue(segment);
            source.Cancel();
        }).Run(2);

        Assert.Equal(2, segments.Count);
    }
}
