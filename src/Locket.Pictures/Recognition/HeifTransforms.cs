namespace Locket.Pictures.Recognition;

/// <summary>What the properties of an item make of it: its size, cut to its clean aperture, and an orientation in EXIF's terms.</summary>
internal struct HeifTransforms
{
    private const int FractionsInBytes = 16;

    private int _quarterTurns;
    private bool _isMirrored;

    /// <summary>In pixels, before orientation.</summary>
    public int? Width { get; private set; }

    /// <summary>In pixels, before orientation.</summary>
    public int? Height { get; private set; }

    /// <summary>Mirroring left to right first, then turning against the clock, in the numbers of EXIF.</summary>
    public readonly int Orientation => (_isMirrored, _quarterTurns) switch
    {
        (false, 1) => 8,
        (false, 2) => 3,
        (false, 3) => 6,
        (true, 0) => 2,
        (true, 1) => 5,
        (true, 2) => 4,
        (true, 3) => 7,
        _ => 1,
    };

    public void Apply(ref PictureBytes bytes, Box property)
    {
        if (property.Type == Box.Name("ispe"u8) && bytes.TryReadUInt32(property.Content + 4, isBigEndian: true, out uint width)
            && bytes.TryReadUInt32(property.Content + 8, isBigEndian: true, out uint height))
        {
            Width = Recognizer.Size(width);
            Height = Recognizer.Size(height);
        }
        else if (property.Type == Box.Name("irot"u8) && bytes.TryReadByte(property.Content, out byte turns))
        {
            _quarterTurns = (_quarterTurns + turns) & 3;
        }
        else if (property.Type == Box.Name("imir"u8) && bytes.TryReadByte(property.Content, out byte axis))
        {
            // What was turned so far turns the other way when seen in a mirror; top to bottom is left to right, turned by half.
            _quarterTurns = ((axis & 1) == 0 ? 2 - _quarterTurns : -_quarterTurns) & 3;
            _isMirrored = !_isMirrored;
        }
        else if (property.Type == Box.Name("clap"u8))
        {
            Cut(ref bytes, property);
        }
    }

    private void Cut(ref PictureBytes bytes, Box property)
    {
        if (property.End - property.Content < FractionsInBytes * 2
            || !bytes.TryReadUInt32(property.Content, isBigEndian: true, out uint width)
            || !bytes.TryReadUInt32(property.Content + 4, isBigEndian: true, out uint widthParts)
            || !bytes.TryReadUInt32(property.Content + 8, isBigEndian: true, out uint height)
            || !bytes.TryReadUInt32(property.Content + 12, isBigEndian: true, out uint heightParts)
            || widthParts == 0 || heightParts == 0)
        {
            return;
        }

        // An aperture larger than the picture is none.
        int cutWidth = (int)Math.Min(width / widthParts, int.MaxValue);
        int cutHeight = (int)Math.Min(height / heightParts, int.MaxValue);
        if (cutWidth > 0 && cutHeight > 0 && cutWidth <= Width && cutHeight <= Height)
        {
            (Width, Height) = _quarterTurns % 2 == 0 ? (cutWidth, cutHeight) : (cutHeight, cutWidth);
        }
    }
}
