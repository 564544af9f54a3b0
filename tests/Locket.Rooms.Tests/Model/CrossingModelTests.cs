using Xunit;

namespace Locket.Rooms.Tests.Model;

/// <summary>Runs of one pair that cross, under every delay: both sides end in the session of one run, and hear each other all the time.</summary>
public sealed class CrossingModelTests
{
    /// <summary>The variable that moves the seeds on, to try others than those of every day.</summary>
    private static readonly int First = int.TryParse(
        Environment.GetEnvironmentVariable("LOCKET_FIRST_SEED"), System.Globalization.CultureInfo.InvariantCulture, out int first) ? first : 0;

    [Theory]
    [InlineData(2, false, 300)]
    [InlineData(2, true, 300)]
    [InlineData(4, false, 100)]
    [InlineData(4, true, 100)]
    public void Runs_ThatCross_EndInOneSession(int members, bool isWithholding, int schedules)
    {
        int crossings = 0;
        for (int seed = First; seed < First + schedules; seed++)
        {
            using CrossingSchedule schedule = new(seed, members, isWithholding);
            try
            {
                schedule.Run();
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"schedule {seed}", exception);
            }

            crossings += schedule.Crossings;
        }

        Assert.True(crossings > schedules / 20, $"only {crossings} runs crossed in {schedules} schedules");
    }
}
