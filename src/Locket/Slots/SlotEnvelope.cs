using System.Security.Cryptography;
using System.Text;
using Locket.Header;
using Locket.Secrets;

namespace Locket.Slots;

/// <summary>
/// Wraps a file key under a 32-byte secret: a commitment, so that one slot opens under one secret only, then the sealed key
/// (docs/format.md, "Slots").
/// </summary>
internal static class SlotEnvelope
{
    /// <summary>The secret that a slot is opened with, and the file key inside.</summary>
    public const int KeyInBytes = 32;

    /// <summary>Fresh random bytes in every stanza, without which two files under one secret would share key and nonce.</summary>
    public const int SlotSaltInBytes = 32;

    /// <summary>Commitment, sealed file key, tag.</summary>
    public const int BodyInBytes = CommitmentInBytes + KeyInBytes + TagInBytes;

    private const int CommitmentInBytes = 32;
    private const int TagInBytes = 16;

    /// <summary>Safe as a constant: the slot salt makes every wrap key one of a kind.</summary>
    private static readonly byte[] ZeroNonce = new byte[12];

    public static Stanza Wrap(ReadOnlySpan<byte> secret, string type, IReadOnlyList<string> arguments, ReadOnlySpan<byte> fileKey)
    {
        Stanza stanza = new(type, arguments, ReadOnlyMemory<byte>.Empty);
        using SecretBytes derived = Derive(secret, stanza.ArgumentLine);
        byte[] body = new byte[BodyInBytes];
        derived.Span[KeyInBytes..].CopyTo(body);
        using AesGcm aes = new(derived.Span[..KeyInBytes], TagInBytes);
        aes.Encrypt(ZeroNonce, fileKey, body.AsSpan(CommitmentInBytes, KeyInBytes), body.AsSpan(CommitmentInBytes + KeyInBytes));
        return stanza with { Body = body };
    }

    /// <summary>Returns null when the secret is another one; throws when it is the right one and the slot was altered.</summary>
    public static SecretBytes? TryUnwrap(ReadOnlySpan<byte> secret, Stanza stanza)
    {
        using SecretBytes derived = Derive(secret, stanza.ArgumentLine);
        ReadOnlySpan<byte> body = stanza.Body.Span;
        if (!CryptographicOperations.FixedTimeEquals(derived.Span[KeyInBytes..], body[..CommitmentInBytes]))
        {
            return null;
        }

        SecretBytes fileKey = new(KeyInBytes);
        try
        {
            using AesGcm aes = new(derived.Span[..KeyInBytes], TagInBytes);
            aes.Decrypt(ZeroNonce, body.Slice(CommitmentInBytes, KeyInBytes), body[(CommitmentInBytes + KeyInBytes)..], fileKey.Span);
            return fileKey;
        }
        catch (AuthenticationTagMismatchException)
        {
            fileKey.Dispose();
            throw new LocketException(LocketFailure.DamagedHeader, "the slot fits, but the file key inside it is damaged");
        }
    }

    private static SecretBytes Derive(ReadOnlySpan<byte> secret, string argumentLine)
    {
        byte[] info = [.. "locket/v1 slot"u8, 0, .. Encoding.ASCII.GetBytes(argumentLine)];
        SecretBytes derived = new(KeyInBytes + CommitmentInBytes);
        HKDF.Expand(HashAlgorithmName.SHA256, secret, derived.Span, info);
        return derived;
    }
}
