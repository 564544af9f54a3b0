namespace Locket.Header;

/// <summary>The forms that a stanza's arguments take (docs/format.md, "Conventions").</summary>
internal static class Arguments
{
    /// <summary>A canonical decimal number: digits only, no leading zero, 1 to 4,294,967,295.</summary>
    public static uint ParseNumber(string text)
    {
        bool isCanonical = text.Length is >= 1 and <= 10 && text[0] != '0' && text.All(char.IsAsciiDigit);
        return isCanonical && uint.TryParse(text, System.Globalization.NumberStyles.None, null, out uint value)
            ? value
            : throw new LocketException(LocketFailure.DamagedHeader, "a number in a slot is malformed");
    }

    /// <summary>Canonical unpadded base64 of an exact number of bytes.</summary>
    public static byte[] ParseBytes(string text, int lengthInBytes)
    {
        return text.Length == UnpaddedBase64.EncodedLength(lengthInBytes)
            && UnpaddedBase64.TryDecode(text, out byte[] bytes)
            && bytes.Length == lengthInBytes
            ? bytes
            : throw new LocketException(LocketFailure.DamagedHeader, "a value in a slot is malformed");
    }
}
