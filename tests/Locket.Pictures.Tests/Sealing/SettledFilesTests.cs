using Xunit;

namespace Locket.Pictures.Tests.Sealing;

public sealed class SettledFilesTests
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    [Fact]
    public void Take_FileAtRest_IsNamedOnceAfterTheRest()
    {
        using SealingFixture fixture = new();
        HandClock clock = new();
        SettledFiles files = new(Rest, clock);
        string path = fixture.Write("a.png", [1]);

        Assert.Empty(files.Take([path]));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(files.Take([path]));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([path], files.Take([path]));
        clock.Advance(Rest);
        Assert.Empty(files.Take([path]));
    }

    [Fact]
    public void Take_FileThatGrows_WaitsUntilItRests()
    {
        using SealingFixture fixture = new();
        HandClock clock = new();
        SettledFiles files = new(Rest, clock);
        string path = fixture.Write("a.png", [1]);
        for (int i = 0; i < 5; i++)
        {
            Assert.Empty(files.Take([path]));
            clock.Advance(TimeSpan.FromSeconds(1.5));
            File.AppendAllText(path, "more");
        }

        Assert.Empty(files.Take([path]));
        clock.Advance(Rest);
        Assert.Equal([path], files.Take([path]));
    }

    [Fact]
    public void Take_FileThatChangedAfterwardsOrWasForgotten_IsNamedAgain()
    {
        using SealingFixture fixture = new();
        HandClock clock = new();
        SettledFiles files = new(Rest, clock);
        string path = fixture.Write("a.png", [1]);
        Settle();
        fixture.Write("a.png", [1, 2]);
        Settle();
        files.Forget(path);
        Settle();

        void Settle()
        {
            Assert.Empty(files.Take([path]));
            clock.Advance(Rest);
            Assert.Equal([path], files.Take([path]));
        }
    }

    [Theory]
    [InlineData("a.jpg.part")]
    [InlineData("a.jpg.CRDOWNLOAD")]
    [InlineData(".a.jpg")]
    [InlineData("a.tmp")]
    public void Take_NameOfSomethingUnfinished_IsPassedOver(string name)
    {
        using SealingFixture fixture = new();
        HandClock clock = new();
        SettledFiles files = new(Rest, clock);
        string path = fixture.Write(name, [1]);

        files.Take([path]);
        clock.Advance(Rest);
        Assert.Empty(files.Take([path]));
    }

    [Fact]
    public void Take_FileThatIsGone_IsForgotten()
    {
        using SealingFixture fixture = new();
        HandClock clock = new();
        SettledFiles files = new(Rest, clock);
        string path = fixture.Write("a.png", [1]);
        files.Take([path]);
        File.Delete(path);
        clock.Advance(Rest);
        Assert.Empty(files.Take([path]));
    }

    private sealed class HandClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => _now += by.Ticks;

        public override long GetTimestamp() => _now;
    }
}
