namespace Locket.Classic;

/// <summary>The four values that the <c>gcm-image</c> program's encryption returns, in its order.</summary>
/// <param name="Ciphertext">As long as the image.</param>
/// <param name="Tag">16 bytes.</param>
/// <param name="Iv">12 bytes.</param>
/// <param name="Salt">16 bytes.</param>
public sealed record GcmImageParts(
    ReadOnlyMemory<byte> Ciphertext, ReadOnlyMemory<byte> Tag, ReadOnlyMemory<byte> Iv, ReadOnlyMemory<byte> Salt)
{
    /// <summary>The values as they stand in a file: salt ‖ IV ‖ tag ‖ ciphertext.</summary>
    /// <returns>What <see cref="GcmImage.Decrypt"/> takes.</returns>
    public byte[] ToFile() => [.. Salt.Span, .. Iv.Span, .. Tag.Span, .. Ciphertext.Span];
}
