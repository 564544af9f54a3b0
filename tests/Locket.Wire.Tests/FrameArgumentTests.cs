using Xunit;

namespace Locket.Wire.Tests;

/// <summary>A caller cannot make a frame that the other side would refuse.</summary>
public sealed class FrameArgumentTests
{
    [Fact]
    public void Constructor_BodyOutsideItsLimits_Throws()
    {
        Assert.Throws<ArgumentException>(() => new AppendFrame(default));
        Assert.Throws<ArgumentException>(() => new AppendFrame(new byte[WireLimits.MaxBodyInBytes + 1]));
        Assert.Throws<ArgumentException>(() => new EntryFrame(1, DateTimeOffset.UnixEpoch, default));
        Assert.Throws<ArgumentException>(() => new EntryFrame(1, DateTimeOffset.UnixEpoch, new byte[WireLimits.MaxBodyInBytes + 1]));
    }

    [Fact]
    public void Constructor_NumbersOutsideTheirLimits_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntryFrame(0, DateTimeOffset.UnixEpoch, new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntryFrame(1, DateTimeOffset.UnixEpoch.AddMilliseconds(-1), new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoredFrame(default, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaughtUpFrame(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaughtUpFrame(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaughtUpFrame(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaughtUpFrame(1, long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaultFrame(FaultCode.None, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaultFrame((FaultCode)0x300, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaultFrame(FaultCode.Flooding, TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void FaultFrame_WaitBetweenMilliseconds_IsRoundedUpAndBounded()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(1), new FaultFrame(FaultCode.Flooding, TimeSpan.FromTicks(1)).RetryAfter);
        Assert.Equal(TimeSpan.FromMilliseconds(uint.MaxValue), new FaultFrame(FaultCode.Flooding, TimeSpan.MaxValue).RetryAfter);
    }

    [Fact]
    public void EntryFrame_LatestTime_IsWrittenAndRead()
    {
        EntryFrame frame = new(1, DateTimeOffset.MaxValue, new byte[1]);
        Assert.True(EntryFrame.TryLoad(frame.ToArray(), out EntryFrame? loaded));
        Assert.Equal(WireLimits.MaxTimeInMilliseconds, loaded.Time.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData(FaultCode.BadFrame, false, false)]
    [InlineData(FaultCode.NotWebSocket, false, false)]
    [InlineData(FaultCode.TooManyConnections, true, false)]
    [InlineData(FaultCode.StoreFailed, true, false)]
    [InlineData(FaultCode.TooManyAppends, true, true)]
    [InlineData(FaultCode.RelayFull, true, true)]
    [InlineData((FaultCode)0x0FF, false, false)]
    [InlineData((FaultCode)0x1FF, true, false)]
    [InlineData((FaultCode)0x2FF, true, true)]
    public void FaultCodes_EveryClass_SaysWhatFollows(FaultCode code, bool mayRetry, bool concernsOneAppend)
        => Assert.Equal((mayRetry, concernsOneAppend), (FaultCodes.MayRetry(code), FaultCodes.ConcernsOneAppend(code)));
}
