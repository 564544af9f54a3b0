using Xunit;

namespace Locket.Rooms.Tests.Model;

/// <summary>
/// Thousands of random schedules: nobody opens what was not wrapped for it, each text is what its sender wrote, what is not withheld comes
/// exactly once, states stay small, and nothing throws.
/// </summary>
public sealed class RoomModelTests
{
    [Theory]
    [InlineData(2, true, 900)]
    [InlineData(2, false, 600)]
    [InlineData(5, true, 350)]
    [InlineData(5, false, 250)]
    public void Schedule_HostileRelay_KeepsWhatRoomsPromise(int members, bool isStrict, int schedules)
    {
        int delivered = 0;
        int attacks = 0;
        int splits = 0;
        for (int seed = 0; seed < schedules; seed++)
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
            splits += schedule.Splits > 0 ? 1 : 0;
        }

        Assert.True(delivered > 2 * schedules, $"only {delivered} texts came in {schedules} schedules");
        // Where entries come late by more than half a minute, two runs of one pair can cross so that each side takes another one for its
        // session (seed 290 of the strict ones with 5 members). Pairing has to decide that; until then it is counted here, not hidden.
        Assert.True(splits <= schedules / 50, $"{splits} of {schedules} schedules split a pair");
        Assert.True(attacks > schedules, $"only {attacks} attacks");
    }
}
