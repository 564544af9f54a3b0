namespace Locket.Pictures;

/// <summary>A picture to decode, with what its header says of it. Nothing of it is trusted.</summary>
public sealed record PictureInput
{
    /// <summary>What its bytes were recognized as.</summary>
    public required DecodableFormat Format { get; init; }

    /// <summary>In pixels, as the header says; checked against the limit before anything is decoded.</summary>
    public required int Width { get; init; }

    /// <summary>In pixels, as the header says.</summary>
    public required int Height { get; init; }

    /// <summary>EXIF's, 1 to 8; 1 is upright.</summary>
    public int Orientation { get; init; } = 1;

    /// <summary>The file's bytes, from the stream's position to its end. Must be seekable, since a second process may have to read them
    /// again; left open.</summary>
    public required Stream Content { get; init; }

    /// <summary>Describes a recognized picture.</summary>
    /// <param name="info">What it was recognized as.</param>
    /// <param name="content">The file's bytes, from the stream's position to its end; seekable, left open.</param>
    /// <returns><see langword="null"/> where Locket cannot have such pictures decoded, or nothing says how large this one is.</returns>
    public static PictureInput? From(PictureInfo info, Stream content)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(content);
        DecodableFormat format = info.Type switch
        {
            PictureType.Png or PictureType.Apng => DecodableFormat.Png,
            PictureType.Jpeg => DecodableFormat.Jpeg,
            PictureType.Gif => DecodableFormat.Gif,
            PictureType.WebP => DecodableFormat.WebP,
            PictureType.Bmp => DecodableFormat.Bmp,
            _ => DecodableFormat.None,
        };
        return format != DecodableFormat.None && info is { Width: int width, Height: int height }
            ? new PictureInput { Format = format, Width = width, Height = height, Orientation = info.Orientation, Content = content }
            : null;
    }

    /// <summary>Whether every value is in its range.</summary>
    internal bool IsPossible
        => Format != DecodableFormat.None
            && Enum.IsDefined(Format)
            && Width > 0
            && Height > 0
            && Orientation is >= 1 and <= 8
            && Content.CanSeek;
}
