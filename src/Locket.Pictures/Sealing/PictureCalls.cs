using System.Security.Cryptography;
using Locket.Files;
using Locket.Pictures.Pixels;

namespace Locket.Pictures;

/// <summary>
/// The five calls of the classic image program on Locket files: what <c>Locket.Classic.GcmImageCalls</c> does with its scheme, done so that
/// passwords are dear to guess and a picture stays the picture it was.
/// </summary>
public static class PictureCalls
{
    /// <summary>The quality of JPEGs that are made, of 100: no difference to be seen at half the size of the best.</summary>
    private const int JpegQuality = 92;

    /// <summary>A random key. A password needs no such call: it becomes a key within <see cref="PasswordRecipient"/>.</summary>
    /// <returns>A key of 32 bytes, to be disposed; <see cref="SymmetricKey.WriteFile"/> keeps it.</returns>
    public static SymmetricKey GenerateKey() => SymmetricKey.Generate();

    /// <summary>Seals a picture in memory, with its details and SHA-256 beside it.</summary>
    /// <param name="image">Its bytes.</param>
    /// <param name="recipients">Who will be able to open it, at least one.</param>
    /// <param name="name">The file's name, sealed as well; null for none.</param>
    /// <returns>A Locket file. The classic program's four values are in it: salt, IV and tag are its own business.</returns>
    /// <exception cref="ArgumentException">No recipient is given.</exception>
    public static byte[] EncryptImage(ReadOnlySpan<byte> image, IReadOnlyList<Recipient> recipients, string? name = null)
    {
        using MemoryStream content = new(image.ToArray(), writable: false);
        FileMetadata metadata = new PictureExaminer().Examine(content).AddTo(new FileMetadata { Name = name }) with
        {
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(image)),
        };
        return LocketFile.Encrypt(image, recipients, new EncryptionOptions { Metadata = metadata });
    }

    /// <summary>Opens a sealed picture in memory, every byte authenticated.</summary>
    /// <param name="sealedImage">A Locket file.</param>
    /// <param name="credentials">What may open it, in any order.</param>
    /// <returns>The picture's bytes.</returns>
    /// <exception cref="LocketException">It is not a Locket file, nothing opens it, or it is damaged.</exception>
    public static byte[] DecryptImage(ReadOnlySpan<byte> sealedImage, IReadOnlyList<Credential> credentials)
        => LocketFile.Decrypt(sealedImage, credentials);

    /// <summary>The bytes of a picture file, exactly: it is not decoded and encoded anew.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public static byte[] ImageToBytes(string path) => File.ReadAllBytes(path);

    /// <summary>Makes a picture file of exactly these bytes. It appears under its name only when it is complete.</summary>
    /// <param name="image">The picture's bytes.</param>
    /// <param name="path">The file to make, readable by its owner alone.</param>
    /// <param name="overwrite">Whether another file of that name is replaced.</param>
    /// <exception cref="LocketException">There is such a file already.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void BytesToImage(ReadOnlySpan<byte> image, string path, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using OutputFile output = OutputFile.Create(path, overwrite, sourcePath: null, isPrivate: true);
        RandomAccess.Write(output.Handle, image, fileOffset: 0);
        output.Complete(modificationTime: null);
    }

    /// <summary>
    /// Makes a picture file of another format: decoded in a process of its own, turned upright, encoded anew. Nothing but the pixels comes
    /// along, neither date nor place. A picture that is of the format already is written as it is.
    /// </summary>
    /// <param name="image">The picture's bytes.</param>
    /// <param name="path">The file to make, readable by its owner alone; nothing is overwritten.</param>
    /// <param name="format">PNG, or JPEG, which knows no transparency: the picture is put on white.</param>
    /// <param name="decoder">What decodes it.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <exception cref="ArgumentException">The format is one that is not written here.</exception>
    /// <exception cref="PictureConversionException">The bytes are no picture that can be decoded.</exception>
    /// <exception cref="LocketException">There is such a file already.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void BytesToImage(
        ReadOnlyMemory<byte> image,
        string path,
        DecodableFormat format,
        PictureDecoder decoder,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (format is not (DecodableFormat.Png or DecodableFormat.Jpeg))
        {
            throw new ArgumentOutOfRangeException(nameof(format), format, "PNG and JPEG are written, other formats are read alone");
        }

        if (!PictureInfo.TryRead(image.Span, out PictureInfo? info)
            || Sealing.SealedThumbnail.FormatOf(info.MediaType) is not DecodableFormat own
            || info is not { Width: int width, Height: int height })
        {
            throw new PictureConversionException("the bytes are no picture that is decoded here");
        }

        if (own == format)
        {
            BytesToImage(image.Span, path);
            return;
        }

        using MemoryStream content = new(image.ToArray(), writable: false);
        DecoderResult<Raster> decoded = decoder.Decode(
            new PictureInput { Format = own, Width = width, Height = height, Content = content }, cancellationToken);
        Raster upright = Turning.Apply(decoded.Value ?? throw new PictureConversionException(decoded.Note!), info.Orientation);
        if (format == DecodableFormat.Png)
        {
            BytesToImage(PngFile.Write(upright), path);
            return;
        }

        WhiteGround.Apply(upright);
        DecoderResult<byte[]> encoded = decoder.EncodeJpeg(upright, JpegQuality, cancellationToken);
        BytesToImage(encoded.Value ?? throw new PictureConversionException(encoded.Note!), path);
    }
}
