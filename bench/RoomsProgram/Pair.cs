namespace Locket.Bench.Rooms;

/// <summary>What one operation took in each round, in seconds on one core, and what Locket allocated for it.</summary>
internal sealed record Pair(string Name, IReadOnlyList<double> Locket, IReadOnlyList<double> Floor, long AllocatedInBytes);
