namespace Locket.Pictures;

/// <summary>A small picture file, upright.</summary>
/// <param name="Format">JPEG, or PNG where the picture is transparent in places or there is no encoder for JPEG.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Content">The file's bytes: nothing but the picture is in them.</param>
public sealed record Thumbnail(DecodableFormat Format, int Width, int Height, ReadOnlyMemory<byte> Content)
{
    /// <summary>The media type, as in <c>image/jpeg</c>.</summary>
    public string MediaType => Format == DecodableFormat.Jpeg ? "image/jpeg" : "image/png";
}
