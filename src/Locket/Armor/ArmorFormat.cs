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

    /// <summary>
    /// Whether a file that starts so is armored; shorter prefixes than the begin marker never are: see <see cref="RefuseCut"/>.
    /// </summary>
    public static bool IsArmored(ReadOnlySpan<byte> prefix) => prefix.StartsWith(BeginMarker);

    /// <summary>Throws for a whole input that ends within the begin line; an empty one is not known to be anything.</summary>
    public static void RefuseCut(ReadOnlySpan<byte> input)
    {
        if (!input.IsEmpty && input.Length < BeginMarker.Length && BeginMarker.StartsWith(input))
        {
            throw ArmorFault.Truncated(0).ToException(LocketFailure.DamagedHeader);
        }
    }

    /// <summary>The length in bytes of the line end that text starts with (1 for LF, 2 for CR LF), or 0 where there is none.</summary>
    public static int LineEndLength(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'\n', ..] => 1,
        [(byte)'\r', (byte)'\n', ..] => 2,
        _ => 0,
    };
}
