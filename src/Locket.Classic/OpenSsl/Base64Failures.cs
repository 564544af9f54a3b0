namespace Locket.Classic.OpenSsl;

/// <summary>What can be wrong with base64, which anybody can see without a key.</summary>
internal static class Base64Failures
{
    public static ClassicException NoData() => new(ClassicFailure.Malformed, "there is no base64 here");

    public static ClassicException Character() => new(ClassicFailure.Malformed, "the base64 holds a character that does not belong there");

    public static ClassicException Truncated()
        => new(ClassicFailure.Truncated, "the base64 ends in the middle of a group of four characters");
}
