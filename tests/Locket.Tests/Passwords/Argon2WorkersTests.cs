using System.Collections.Concurrent;
using Locket.Passwords;
using Xunit;

namespace Locket.Tests.Passwords;

public sealed class Argon2WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Run_AnyNumberOfWorkers_FillsEachSegmentOnceAndSlicesInOrder(int workers)
    {
        var segments = new ConcurrentQueue<Argon2Segment>();
        var schedule = new Argon2Schedule(passes: 3, lanes: 5, CancellationToken.None);

        new Argon2Workers(schedule, (segment, _) => segments.Enqueue(segment)).Run(workers);

        Assert.Equal(3 * 4 * 5, segments.Distinct().Count());
        Assert.Equal(3 * 4 * 5, segments.Count);
        uint[] slices = [.. segments.Select(segment => (segment.Pass * Argon2Geometry.Slices) + segment.Slice)];
        Assert.Equal(slices.Order(), slices);
    }

    [Fact]
    public void Run_AWorkerFails_ThrowsItsExceptionAndStops()
    {
        var schedule = new Argon2Schedule(passes: 3, lanes: 4, CancellationToken.None);
        int begun = 0;
        var workers = new Argon2Workers(schedule, (_, _) =>
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
        var schedule = new Argon2Schedule(passes: 3, lanes: 4, source.Token);

        new Argon2Workers(schedule, (segment, _) =>
        {
            segments.Enqueue(segment);
            source.Cancel();
        }).Run(2);

        Assert.Equal(4, segments.Count);
    }
}
