namespace Locket;

/// <summary>
/// The cost of PBKDF2 with HMAC-SHA-256 (RFC 8018, section 5.2), for those who must stay with NIST SP 800-132. It needs no memory, so
/// guessing costs an attacker far less than with Argon2id.
/// </summary>
public sealed record Pbkdf2Parameters : PasswordKdf
{
    /// <summary>The most iterations that a reader accepts over all slots of a file.</summary>
    public const int MaxIterations = 10_000_000;

    /// <summary>Iterations, 1 to <see cref="MaxIterations"/>; 600,000 by default.</summary>
    public int Iterations { get; init; } = 600_000;
}
