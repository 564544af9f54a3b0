namespace Locket;

/// <summary>
/// The cost of one Argon2id derivation (RFC 9106, section 3.1): how much memory, how often it is filled, in how many lanes.
/// </summary>
/// <remarks>
/// The defaults are 256 MiB, 3 passes and 4 lanes. Every value changes the derived key, so all three are stored beside the salt.
/// Values are checked where they are used, by <see cref="Argon2id"/>.
/// </remarks>
public sealed record Argon2idParameters : PasswordKdf
{
    /// <summary>Gets the default cost: 262144 KiB (256 MiB), 3 passes, 4 lanes.</summary>
    public static new Argon2idParameters Default { get; } = new();

    /// <summary>Gets the memory in KiB; at least 8 for each lane. Default 262144.</summary>
    /// <remarks>Rounded down to a multiple of 4 × <see cref="Lanes"/> for the work, as the RFC says; the derived key depends on the exact
    /// value.</remarks>
    public int MemoryInKiB { get; init; } = 262144;

    /// <summary>Gets how many times the memory is filled; at least 1. Default 3.</summary>
    public int Passes { get; init; } = 3;

    /// <summary>Gets the number of lanes, which may be filled side by side; 1 to 16777215. Default 4.</summary>
    /// <remarks>The derived key depends on the lanes, never on the processors at hand.</remarks>
    public int Lanes { get; init; } = 4;
}
