namespace Locket.Bench.Rooms;

/// <summary>How long texts took at a steady rate, in seconds.</summary>
internal sealed class Latencies
{
    private readonly double[] _sorted;

    public Latencies(int textsPerSecond, List<double> seconds)
    {
        TextsPerSecond = textsPerSecond;
        _sorted = [.. seconds.Order()];
    }

    public int TextsPerSecond { get; }

    public double Median => At(0.5);

    public double Percentile99 => At(0.99);

    public double Longest => _sorted[^1];

    private double At(double share) => _sorted[Math.Min((int)(share * _sorted.Length), _sorted.Length - 1)];
}
