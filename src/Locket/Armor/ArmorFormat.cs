namespace Locket.Armor;

/// <summary>The text form of a Locket file: base64 lines between two marker lines (docs/format.md, "Armor").</summary>
internal static class ArmorFormat
{
    /// <summary>Characters of a full line, without its line end.</summary>
    public const int ColumnsPerLine = 64;

    /// <summary>File bytes that a full line carries.</summary>
    public const int BytesPerLine = 48;

    /// <summary>The longest line end on reading: CR LF.</summary>
    public const int MaxLineEndInBytes = 2;

    /// <summary>The first line, without its line end.</summary>
    public static ReadOnlySpan<byte> BeginMarker => "-----BEGIN LOCKET FILE-----"u8;

    /// <summary>The last line, without its line end.</summary>
    public static ReadOnlySpan<byte> EndMarker => "-----END LOCKET FILE-----"u8;

    /// <summary>Whether a file that starts so is armored; shorter prefixes than the begin marker never are.</summary>
    public static bool IsArmored(ReadOnlySpan<byte> prefix) => prefix.StartsWith(BeginMarker);

    /// <summary>The length in bytes of the line end that text starts with (1 for LF, 2 for CR LF), or 0 where there is none.</summary>
    public static int LineEndLength(ReadOnlySpan<byte> text)
        => text.StartsWith("\n"u8) ? 1 : text.StartsWith("\r\n"u8) ? 2 : 0;
}
