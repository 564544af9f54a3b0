using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Payload;

/// <summary>Salt and commitment before the first chunk (C2SP chunked-encryption).</summary>
internal static class PayloadPrefix
{
    /// <summary>Draws a salt and makes the keys of a new payload.</summary>
    public static ChunkKeys Create(CipherSuite suite, SecretBytes inputKey, ReadOnlySpan<byte> context, Span<byte> prefix)
    {
        Span<byte> salt = prefix[..ChunkLayout.SaltInBytes];
        RandomNumberGenerator.Fill(salt);
        ChunkKeys keys = ChunkKeys.Derive(suite, inputKey.Span, salt, context);
        keys.Commitment.CopyTo(prefix[ChunkLayout.SaltInBytes..]);
        return keys;
    }

    /// <summary>Makes the keys of an existing payload, whatever its commitment says.</summary>
    public static ChunkKeys Derive(CipherSuite suite, SecretBytes inputKey, ReadOnlySpan<byte> context, ReadOnlySpan<byte> prefix)
        => ChunkKeys.Derive(suite, inputKey.Span, prefix[..ChunkLayout.SaltInBytes], context);

    /// <summary>Makes the keys of an existing payload; throws when its commitment is another's.</summary>
    public static ChunkKeys Open(
        CipherSuite suite, SecretBytes inputKey, ReadOnlySpan<byte> context, ReadOnlySpan<byte> prefix, long payloadOffset)
    {
        ChunkKeys keys = Derive(suite, inputKey, context, prefix);
        if (keys.VerifyCommitment(prefix[ChunkLayout.SaltInBytes..]))
        {
            return keys;
        }

        keys.Dispose();
        throw PayloadErrors.WrongCommitment(payloadOffset);
    }
}
