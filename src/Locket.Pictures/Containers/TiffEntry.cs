namespace Locket.Pictures.Containers;

/// <summary>A tag of a TIFF directory with its values (TIFF 6.0, section 2).</summary>
/// <param name="Tag">Which.</param>
/// <param name="Type">Of what type its values are.</param>
/// <param name="Count">How many.</param>
/// <param name="Place">Where they stand in the file: in the entry itself where they are short enough.</param>
internal readonly record struct TiffEntry(ushort Tag, ushort Type, long Count, long Place)
{
    /// <summary>The bytes of one value; 0 for a type that is not known.</summary>
    public int ValueInBytes => Type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 0,
    };

    /// <summary>Whether its values are whole numbers without a sign: BYTE, SHORT, LONG, LONG8.</summary>
    public bool IsUnsigned => Type is 1 or 3 or 4 or 16;
}
