namespace Locket.Pictures.Cleaning;

/// <summary>
/// Blocks of other formats that some programs write into PNG as hexadecimal text: a line with the kind, one with the length, then digits.
/// </summary>
internal static class RawProfile
{
    private const string Introduction = "Raw profile type ";

    public static bool IsOne(string keyword) => keyword.StartsWith(Introduction, StringComparison.OrdinalIgnoreCase);

    /// <summary>Notes what the block tells.</summary>
    public static void Note(RemovalLog log, string name, string keyword, ReadOnlySpan<byte> text, long length)
    {
        byte[] block = Decode(text);
        switch (keyword[Introduction.Length..].ToUpperInvariant())
        {
            case "XMP":
            case "APP1" when block.AsSpan().StartsWith("http://ns.adobe.com/"u8):
                XmpPacket.Note(log, name, block, length);
                break;
            case "EXIF" or "APP1":
                ExifBlock.Remove(log, name, block, length);
                break;
            case "IPTC" or "8BIM":
                log.Add(RemovedKind.Iptc, name, length);
                break;
            case "ICC" or "ICM":
                log.Add(RemovedKind.ColorProfile, name, length);
                break;
            default:
                log.Add(RemovedKind.Comment, name, length);
                break;
        }
    }

    private static byte[] Decode(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> digits = text.TrimStart((byte)'\n');
        for (int line = 0; line < 2; line++)
        {
            digits = digits[(digits.IndexOf((byte)'\n') + 1)..];
        }

        byte[] block = new byte[digits.Length / 2];
        int count = 0;
        int high = -1;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                continue;
            }

            int value = char.IsAsciiDigit((char)digit) ? digit - '0' : (digit & 7) + 9;
            if (high < 0)
            {
                high = value;
            }
            else
            {
                block[count++] = (byte)((high << 4) | value);
                high = -1;
            }
        }

        return block[..count];
    }
}
