namespace Locket.Classic.Ciphers;

/// <summary>The words of failures that several schemes share.</summary>
internal static class CbcErrors
{
    /// <summary>
    /// A wrong key, wrong padding, a wrong length and a wrong MAC are told in the same words and without a cause, since whoever can tell
    /// them apart and may ask often enough reads the plaintext without the key.
    /// </summary>
    public const string WrongKeyOrDamagedText = "the password or key is wrong, or the data is damaged";

    public static ClassicException WrongKeyOrDamaged() => new(ClassicFailure.WrongKeyOrDamaged, WrongKeyOrDamagedText);

    public static ClassicException Truncated() => new(ClassicFailure.Truncated, "the data ends before the smallest length of this scheme");

    public static ClassicException TooLarge(string message) => new(ClassicFailure.TooLarge, message);
}
