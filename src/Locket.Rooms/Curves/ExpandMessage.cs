using System.Security.Cryptography;

namespace Locket.Rooms.Curves;

/// <summary>expand_message_xmd with SHA-256 (RFC 9380, section 5.3.1): as many uniform bytes of a message as asked for.</summary>
internal static class ExpandMessage
{
    /// <summary>The longest output in bytes: 255 hashes.</summary>
    public const int MaxLengthInBytes = 255 * SHA256.HashSizeInBytes;

    /// <summary>The longest tag in bytes that is used as it is; a longer one is hashed first (section 5.3.3).</summary>
    private const int MaxTagInBytes = 255;

    /// <summary>The block of SHA-256 in bytes; a block of zeros goes before the message.</summary>
    private const int BlockInBytes = 64;

    private static ReadOnlySpan<byte> OversizePrefix => "H2C-OVERSIZE-DST-"u8;

    /// <summary>Fills the destination, 1 to <see cref="MaxLengthInBytes"/> bytes.</summary>
    /// <param name="message">The message, of any length.</param>
    /// <param name="tag">The domain separation tag, not empty.</param>
    /// <param name="destination">Where the bytes go.</param>
    public static void Fill(ReadOnlySpan<byte> message, scoped ReadOnlySpan<byte> tag, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfZero(tag.Length, nameof(tag));
        ArgumentOutOfRangeException.ThrowIfZero(destination.Length, nameof(destination));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destination.Length, MaxLengthInBytes, nameof(destination));

        Span<byte> hashedTag = stackalloc byte[SHA256.HashSizeInBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (tag.Length > MaxTagInBytes)
        {
            hash.AppendData(OversizePrefix);
            hash.AppendData(tag);
            hash.GetHashAndReset(hashedTag);
            tag = hashedTag;
        }

        Span<byte> first = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
        try
        {
            HashMessage(hash, message, tag, destination.Length, first);
            block.Clear();
            for (byte i = 1; !destination.IsEmpty; i++)
            {
                // b_i = H((b_0 XOR b_(i-1)) || i || tag || length of tag), where b_0 XOR nothing stands for i = 1.
                for (int j = 0; j < block.Length; j++)
                {
                    block[j] ^= first[j];
                }

                hash.AppendData(block);
                hash.AppendData([i]);
                AppendTag(hash, tag);
                hash.GetHashAndReset(block);

                int length = Math.Min(block.Length, destination.Length);
                block[..length].CopyTo(destination);
                destination = destination[length..];
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(first);
            CryptographicOperations.ZeroMemory(block);
        }
    }

    /// <summary>b_0 = H(64 zeros || message || length of output in 2 bytes || 0 || tag || length of tag).</summary>
    private static void HashMessage(
        IncrementalHash hash, ReadOnlySpan<byte> message, ReadOnlySpan<byte> tag, int lengthInBytes, Span<byte> result)
    {
        Span<byte> zeros = stackalloc byte[BlockInBytes];
        zeros.Clear();
        hash.AppendData(zeros);
        hash.AppendData(message);
        hash.AppendData([(byte)(lengthInBytes >> 8), (byte)lengthInBytes, 0]);
        AppendTag(hash, tag);
        hash.GetHashAndReset(result);
    }

    private static void AppendTag(IncrementalHash hash, ReadOnlySpan<byte> tag)
    {
        hash.AppendData(tag);
        hash.AppendData([(byte)tag.Length]);
    }
}
