using Locket.Metadata;

namespace Locket.Pictures.Sealing;

/// <summary>
/// A thumbnail for the header, or why there is none. A picture goes without one for any reason, and is sealed all the same.
/// </summary>
/// <param name="Image">A JPEG or PNG image with the orientation applied; empty where there is none.</param>
/// <param name="Note">Why there is none, in words for people; null where nobody would ask, as for what is no picture.</param>
internal readonly record struct SealedThumbnail(ReadOnlyMemory<byte> Image, string? Note)
{
    public static SealedThumbnail Make(
        IThumbnailMaker? maker, Stream content, PictureExamination picture, CancellationToken cancellationToken)
    {
        if (maker is null || picture.MediaType is null)
        {
            return default;
        }

        if (FormatOf(picture.MediaType) is not DecodableFormat format)
        {
            return new(default, "thumbnails are made of PNG, JPEG, GIF, WebP and BMP");
        }

        if (picture is not { Width: int width, Height: int height })
        {
            return new(default, "the picture does not say how large it is");
        }

        DecoderResult<Thumbnail> result = maker.Make(
            new PictureInput { Format = format, Width = width, Height = height, Orientation = picture.Orientation ?? 1, Content = content },
            cancellationToken);
        if (result.Value is null)
        {
            return new(default, result.Note);
        }

        return result.Value.Content.Length > ThumbnailImage.MaxLengthInBytes
            ? new(default, "its thumbnail is too large")
            : new(result.Value.Content, Note: null);
    }

    /// <summary>The format as a decoder knows it; null where none decodes it.</summary>
    public static DecodableFormat? FormatOf(string mediaType) => mediaType switch
    {
        "image/png" or "image/apng" => DecodableFormat.Png,
        "image/jpeg" => DecodableFormat.Jpeg,
        "image/gif" => DecodableFormat.Gif,
        "image/webp" => DecodableFormat.WebP,
        "image/bmp" => DecodableFormat.Bmp,
        _ => null,
    };
}
