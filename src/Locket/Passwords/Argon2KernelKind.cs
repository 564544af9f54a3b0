namespace Locket.Passwords;

/// <summary>The ways to compute the block function, slowest first.</summary>
internal enum Argon2KernelKind
{
    /// <summary>64-bit words, on any machine.</summary>
    Portable,

    /// <summary>128-bit vectors: NEON on ARM64, SSE on x64.</summary>
    Vector128,

    /// <summary>256-bit vectors: AVX2.</summary>
    Vector256,

    /// <summary>512-bit vectors: AVX-512F.</summary>
    Vector512,
}
