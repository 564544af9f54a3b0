using Xunit;

namespace Locket.Rooms.Tests.Model;

/// <summary>
/// Thousands of random schedules: nobody opens what was not wrapped for it, each text is what its sender wrote, what is not withheld comes
/// exactly once, states stay small, and nothing throws.
/// </summary>
public sealed class RoomModelTests
{
    /// <summary>The variable that moves the seeds on, to try others than those of every day.</summary>
    private static readonly int First = int.TryParse(
        Environment.GetEnvironmentVariable("LOCKET_FIRST_SEED"), System.Globalization.CultureInfo.InvariantCulture, out int first) ? first : 0;

    [Theory]
    [InlineData(2, true, 900)]
    [InlineData(2, false, 600)]
    [InlineData(5, true, 350)]
    [InlineData(5, false, 250)]
    public void Schedule_HostileRelay_KeepsWhatRoomsPromise(int members, bool isStrict, int schedules)
    {
        int delivered = 0;
        int attacks = 0;
        for (int seed = First; seed < First + schedules; seed++)
        {
            using HostileSchedule schedule = new((seed * 10) + members, members, isStrict);
            try
            {
                schedule.Run();
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"schedule {seed}", exception);
            }

            delivered += schedule.Delivered;
            attacks += schedule.Attacks;
        }

        Assert.True(delivered > 2 * schedules, $"only {delivered} texts came in {schedules} schedules");
        Assert.True(attacks > schedules, $"only {attacks} attacks");
    }
}
