namespace Locket.Passwords;

/// <summary>One way to compute Argon2's block function G (RFC 9106, section 3.5). All give the same words.</summary>
internal unsafe interface IArgon2Kernel
{
    static abstract bool IsSupported { get; }

    /// <summary>Where in a block this kernel keeps the RFC's word number <paramref name="word"/>; word 0 is always first.</summary>
    static abstract int PositionOf(int word);

    /// <summary>Writes G(<paramref name="previous"/>, <paramref name="reference"/>), and XORs in what was there if told to.</summary>
    /// <param name="previous">A block, aligned to 64 bytes, as all are.</param>
    /// <param name="reference">A block; may be <paramref name="destination"/>.</param>
    /// <param name="destination">Receives the result.</param>
    /// <param name="keepsOld">Whether the result is XORed with the old block (passes after the first).</param>
    /// <param name="scratch">A block to work in, for kernels whose registers do not hold one.</param>
    /// <param name="ahead">Told the first word as soon as it is known, so that the next reference block comes on its way; or null.</param>
    static abstract void Mix(ulong* previous, ulong* reference, ulong* destination, bool keepsOld, ulong* scratch, Argon2Cursor* ahead);
}
