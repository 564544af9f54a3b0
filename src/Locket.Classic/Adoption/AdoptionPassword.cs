namespace Locket.Classic;

/// <summary>Carries an old password over.</summary>
public static class AdoptionPassword
{
    /// <summary>
    /// Makes a Locket password of a classic one. Locket normalizes Unicode to NFC; whoever types the same characters opens both.
    /// </summary>
    /// <param name="secret">A password as UTF-8 text; or, for <c>socket-cbc</c>, the key that somebody types as its password.</param>
    /// <returns>The password, to be disposed.</returns>
    /// <exception cref="ArgumentException">It is empty, not UTF-8 text, or ends in a line end, which no Locket password does.</exception>
    public static Password From(ClassicSecret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return secret.Bytes is [.., (byte)'\n']
            ? throw new ArgumentException("the old password ends in a line end, which no Locket password does", nameof(secret))
            : Password.FromBytes(secret.Bytes);
    }
}
