namespace Locket.Pictures.Cleaning;

/// <summary>A color profile in segments of a JPEG file (ISO 15076-1, annex B.4): each says which it is, and of how many.</summary>
internal sealed class JpegProfile
{
    private const int HeadInBytes = 14;

    private int _parts;
    private int _count;
    private long _missing;

    public static ReadOnlySpan<byte> Introduction => "ICC_PROFILE\0"u8;

    /// <summary>How much of a segment belongs to the profile, with its introduction; 0 where nothing does.</summary>
    public int LengthOf(ReadOnlySpan<byte> segment)
    {
        if (segment.Length <= HeadInBytes || segment[12] != _parts + 1)
        {
            return 0;
        }

        ReadOnlySpan<byte> content = segment[HeadInBytes..];
        if (_parts == 0)
        {
            _count = segment[13];
            _missing = IccProfile.LengthOf(content);
        }

        if (_missing == 0 || segment[13] != _count || _parts == _count)
        {
            return 0;
        }

        _parts++;
        int length = (int)Math.Min(content.Length, _missing);
        _missing -= length;
        return HeadInBytes + length;
    }
}
