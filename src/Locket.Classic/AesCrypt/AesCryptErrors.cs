namespace Locket.Classic.AesCrypt;

/// <summary>
/// What can be wrong with an AES Crypt file. Every HMAC is checked before padding, so telling which one failed helps no attacker.
/// </summary>
internal static class AesCryptErrors
{
    public static ClassicException NotAesCrypt()
        => new(ClassicFailure.Malformed, "this is no AES Crypt file: it does not begin with \"AES\"");

    public static ClassicException Version(int version)
        => new(
            ClassicFailure.Unsupported,
            $"AES Crypt version {version} is not known; versions 0 to {AesCryptFormat.HighestVersion} can be read");

    public static ClassicException Truncated() => new(ClassicFailure.Truncated, "the AES Crypt file ends too early");

    public static ClassicException WrongPassword()
        => new(ClassicFailure.WrongKeyOrDamaged, "the password is wrong, or the start of the AES Crypt file was altered");

    public static ClassicException Damaged(int version)
        => version == 0
            ? new(ClassicFailure.WrongKeyOrDamaged, "the password is wrong, or the AES Crypt file was altered or cut short")
            : new(ClassicFailure.WrongKeyOrDamaged, "the password is right, but the AES Crypt file was altered or cut short");

    public static ClassicException Changed()
        => new(ClassicFailure.WrongKeyOrDamaged, "the AES Crypt file changed while it was read");

    public static ClassicException LastBlock()
        => new(ClassicFailure.Malformed, "the AES Crypt file gives its last block an impossible size");

    public static ClassicException Extensions(int maxInBytes)
        => new(ClassicFailure.TooLarge, $"the AES Crypt file has more than {maxInBytes} bytes of extensions");

    public static ClassicException NoIterations() => new(ClassicFailure.Malformed, "the AES Crypt file asks for no iterations at all");

    public static ClassicException Iterations(long asked, int most)
        => new(ClassicFailure.TooLarge, $"the AES Crypt file asks for {asked} iterations; at most {most} are accepted");
}
