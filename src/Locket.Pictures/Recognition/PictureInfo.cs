using System.Diagnostics.CodeAnalysis;
using Locket.Pictures.Recognition;

namespace Locket.Pictures;

/// <summary>
/// What a picture is, from its bytes alone and without decoding a pixel (docs/pictures.md, "Recognition"). Made for hostile bytes: it
/// never throws for them, and what it reads, computes and allocates is bounded whatever they say.
/// </summary>
public sealed record PictureInfo
{
    /// <summary>The format.</summary>
    public required PictureType Type { get; init; }

    /// <summary>The stored width in pixels, before orientation, at least 1; <see langword="null"/> where it was not found.</summary>
    public int? Width { get; init; }

    /// <summary>The stored height in pixels, before orientation, at least 1; <see langword="null"/> where it was not found.</summary>
    public int? Height { get; init; }

    /// <summary>What a viewer does to the stored pixels: EXIF's orientation, 1 (nothing) to 8.</summary>
    public int Orientation { get; init; } = 1;

    /// <summary>Whether the picture has more than one frame in time. Pages of a TIFF and sizes of an icon are no frames.</summary>
    public bool IsAnimated { get; init; }

    /// <summary>What is wrong with it, as far as was read.</summary>
    public PictureDamage Damage { get; init; }

    /// <summary>The width that a viewer shows, in pixels.</summary>
    public int? ViewWidth => IsTurned ? Height : Width;

    /// <summary>The height that a viewer shows, in pixels.</summary>
    public int? ViewHeight => IsTurned ? Width : Height;

    /// <summary>The media type, as in <c>image/png</c>.</summary>
    public string MediaType => Type switch
    {
        PictureType.Png => "image/png",
        PictureType.Apng => "image/apng",
        PictureType.Jpeg => "image/jpeg",
        PictureType.Gif => "image/gif",
        PictureType.WebP => "image/webp",
        PictureType.Bmp => "image/bmp",
        PictureType.Tiff => "image/tiff",
        PictureType.Heic => IsAnimated ? "image/heic-sequence" : "image/heic",
        PictureType.Heif => IsAnimated ? "image/heif-sequence" : "image/heif",
        PictureType.Avif => "image/avif",
        PictureType.JpegXl => "image/jxl",
        PictureType.Ico => "image/vnd.microsoft.icon",
        _ => throw new InvalidOperationException("internal error: a picture type without a media type"),
    };

    // 5 to 8 are those that exchange rows and columns.
    private bool IsTurned => Orientation >= 5;

    /// <summary>Recognizes a picture in memory.</summary>
    /// <param name="bytes">The whole file, or its beginning.</param>
    /// <param name="info">What it is.</param>
    /// <returns><see langword="false"/> where the bytes begin like no picture that is known here.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PictureInfo? info)
    {
        PictureBytes source = new(bytes);
        return Recognizer.TryRead(ref source, out info);
    }

    /// <summary>Recognizes a picture in a stream, from its present position on.</summary>
    /// <param name="stream">
    /// A readable stream. One that can seek is read in a few places and put back to where it was; of any other, no more than is needed is
    /// read, and it stays where reading ended.
    /// </param>
    /// <param name="info">What it is.</param>
    /// <returns><see langword="false"/> where the bytes begin like no picture that is known here.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public static bool TryRead(Stream stream, [NotNullWhen(true)] out PictureInfo? info)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new ArgumentException("the stream cannot be read", nameof(stream));
        }

        using StreamWindow window = new(stream);
        PictureBytes source = new(window);
        return Recognizer.TryRead(ref source, out info);
    }

    /// <summary>Recognizes a picture in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="info">What it is.</param>
    /// <returns><see langword="false"/> where the bytes begin like no picture that is known here.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public static bool TryReadFile(string path, [NotNullWhen(true)] out PictureInfo? info)
    {
        // The window is the buffer.
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return TryRead(file, out info);
    }
}
