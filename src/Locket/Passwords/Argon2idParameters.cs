namespace Locket;

/// <summary>The cost of Argon2id (RFC 9106, section 3.1).</summary>
public sealed record Argon2idParameters : PasswordKdf
{
    /// <summary>256 MiB, 3 passes, 4 lanes.</summary>
    public static new Argon2idParameters Default { get; } = new();

    /// <summary>Memory in KiB, at least 8 times <see cref="Lanes"/>; 262,144 (256 MiB) by default.</summary>
    public int MemoryInKiB { get; init; } = 262_144;

    /// <summary>Passes over the memory, at least 1; 3 by default.</summary>
    public int Passes { get; init; } = 3;

    /// <summary>Lanes, 1 to 16,777,215; 4 by default. Lanes run on as many threads as there are processors.</summary>
    public int Lanes { get; init; } = 4;
}
