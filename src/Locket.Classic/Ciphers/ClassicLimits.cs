namespace Locket.Classic;

/// <summary>What the classic schemes accept at most, whoever asks for it.</summary>
public static class ClassicLimits
{
    /// <summary>The most PBKDF2 iterations, as many as a Locket file may ask for: some seconds on one processor.</summary>
    public const int MaxIterations = 10_000_000;

    /// <summary>The longest salt in bytes; the programs use 4 to 32.</summary>
    public const int MaxSaltLengthInBytes = 1024;
}
