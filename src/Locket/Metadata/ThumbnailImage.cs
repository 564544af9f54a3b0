using System.Security.Cryptography;

namespace Locket.Metadata;

/// <summary>A small JPEG or PNG image and the padding that hides its length (docs/format.md, "thumbnail").</summary>
internal static class ThumbnailImage
{
    public const int PaddingInBytes = 4096;

    /// <summary>With its padding.</summary>
    public const int MaxPaddedInBytes = 32 * 1024;

    /// <summary>One byte less than the padded length, since the mark of its end always follows.</summary>
    public const int MaxLengthInBytes = MaxPaddedInBytes - 1;

    private const byte Mark = 0x80;

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <exception cref="ArgumentException">It is too long, or neither JPEG nor PNG.</exception>
    public static byte[] Pad(ReadOnlySpan<byte> image)
    {
        if (image.Length > MaxLengthInBytes)
        {
            throw new ArgumentException($"a thumbnail has at most {MaxLengthInBytes} bytes", nameof(image));
        }

        if (!IsImage(image))
        {
            throw new ArgumentException("a thumbnail is a JPEG or PNG image", nameof(image));
        }

        byte[] padded = new byte[(image.Length / PaddingInBytes + 1) * PaddingInBytes];
        image.CopyTo(padded);
        padded[image.Length] = Mark;
        return padded;
    }

    /// <returns>The image, or null where its padding is wrong or it is no image: no reader needs a thumbnail.</returns>
    public static byte[]? Unpad(Span<byte> padded)
    {
        int end = padded.LastIndexOfAnyExcept((byte)0);
        bool isWhole = end >= 0 && padded[end] == Mark && padded.Length - end <= PaddingInBytes && IsImage(padded[..end]);
        byte[]? image = isWhole ? padded[..end].ToArray() : null;
        CryptographicOperations.ZeroMemory(padded);
        return image;
    }

    private static bool IsImage(ReadOnlySpan<byte> image) => image.StartsWith(Jpeg) || image.StartsWith(Png);
}
