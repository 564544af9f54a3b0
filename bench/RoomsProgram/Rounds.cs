using System.Diagnostics;

namespace Locket.Bench.Rooms;

/// <summary>Two ways to do the same, in turn, round by round: what disturbs the machine for a while disturbs both.</summary>
internal static class Rounds
{
    /// <summary>Until the runtime has compiled the hot methods to the end: 30 calls and a background thread each.</summary>
    private const int WarmUps = 5;

    /// <summary>Measures both and gives what a single operation takes.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="operations">How many operations one call of either does.</param>
    /// <param name="ours">Locket.</param>
    /// <param name="floor">The bare calls.</param>
    /// <param name="between">What makes ready for the next round, outside the clock.</param>
    public static Pair Compare(string name, int rounds, int operations, Action ours, Action floor, Action between)
    {
        for (int warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            between();
            ours();
            floor();
        }

        List<double> locket = [];
        List<double> bare = [];
        long allocated = 0;
        for (int round = 0; round < rounds; round++)
        {
            between();
            long before = GC.GetAllocatedBytesForCurrentThread();
            double seconds = Time(ours);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            locket.Add(seconds / operations);
            bare.Add(Time(floor) / operations);
        }

        return new Pair(name, locket, bare, allocated / ((long)rounds * operations));
    }

    private static double Time(Action act)
    {
        long start = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
