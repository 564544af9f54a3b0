using Locket.Client.Loop;
using Locket.Relay.Tests.TestSupport;
using Xunit;

namespace Locket.Client.Tests.Connections;

public sealed class AppendPaceTests
{
    [Fact]
    public void TryTake_EverythingAtOnce_IsABurstAndThenTheSteadyRate()
    {
        ManualTime time = new();
        AppendPace pace = new(50, time);
        for (int i = 0; i < 150; i++)
        {
            Assert.True(pace.TryTake(out _));
        }

        DateTimeOffset start = time.GetUtcNow();
        for (int i = 0; i < 500; i++)
        {
            Assert.False(pace.TryTake(out TimeSpan wait));
            Assert.Equal(20, wait.TotalMilliseconds, 0.01);
            time.Advance(wait + TimeSpan.FromTicks(1));
            Assert.True(pace.TryTake(out _));
        }

        Assert.Equal(10, (time.GetUtcNow() - start).TotalSeconds, 0.01);
    }

    [Fact]
    public void TryTake_AfterALongRest_IsNoMoreThanABurst()
    {
        ManualTime time = new();
        AppendPace pace = new(2, time);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(6, Enumerable.Range(0, 100).Count(_ => pace.TryTake(out TimeSpan _)));
    }
}
