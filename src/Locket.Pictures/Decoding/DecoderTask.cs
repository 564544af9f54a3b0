namespace Locket.Pictures.Decoding;

/// <summary>What a child process is asked to do; the values are the frames' own.</summary>
internal enum DecoderTask
{
    /// <summary>A picture file in, a small picture file out.</summary>
    SmallPicture = 1,

    /// <summary>A picture file in, its pixels out.</summary>
    Pixels = 2,

    /// <summary>Pixels in, a JPEG out.</summary>
    EncodeJpeg = 3,

    /// <summary>Pixels in, a WebP out.</summary>
    EncodeWebP = 4,
}
