namespace Locket.Pictures.Redaction;

/// <summary>Makes the picture file that everybody sees: of blanked pixels, and of nothing else.</summary>
internal sealed class RedactedFile
{
    private readonly PictureDecoder _decoder;

    public RedactedFile(PictureDecoder decoder)
    {
        _decoder = decoder;
    }

    /// <exception cref="PictureException">This machine cannot make such files, or not of so many pixels.</exception>
    public byte[] Encode(Raster picture, DecodableFormat format, int quality, CancellationToken cancellationToken)
    {
        if (format == DecodableFormat.Png)
        {
            return PngFile.Write(picture);
        }

        DecoderResult<byte[]> file = format == DecodableFormat.Jpeg
            ? _decoder.EncodeJpeg(picture, quality, cancellationToken)
            : _decoder.EncodeWebP(picture, quality, cancellationToken);
        byte[] clean = Clean(file.Value ?? throw PictureRedactor.Refusal(file.Outcome, file.Note));
        return format == DecodableFormat.WebP ? Extended(clean) : clean;
    }

    /// <summary>Encoders sign their files.</summary>
    private static byte[] Clean(byte[] file)
    {
        using MemoryStream input = new(file, writable: false);
        using MemoryStream output = new();
        PictureCleaner.Clean(input, output, new CleaningOptions { KeepColorProfile = false, KeepOrientation = false });
        return output.ToArray();
    }

    /// <summary>A simple WebP becomes an extended one as soon as it carries something; so it is that before it is digested.</summary>
    private static byte[] Extended(byte[] file)
    {
        using MemoryStream simple = new(file, writable: false);
        using MemoryStream piece = new([0], writable: false);
        using MemoryStream carrying = new();
        PictureCarrier.Write(simple, [piece], carrying);
        carrying.Position = 0;
        using MemoryStream extended = new();
        PictureCarrier.Write(carrying, [], extended);
        return extended.ToArray();
    }
}
