using Locket.Rooms.Randomness;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>Puts a message together and takes it apart, given its keys (docs/protocol.md, "Double ratchet", message).</summary>
/// <remarks>
/// <code>
///  encrypted header (105) | salt (16) | ciphertext (as long as the plaintext) | tag (16)
///
///  associated data of the ciphertext = the caller's || encrypted header
/// </code>
/// The caller's associated data comes first and the header's length is fixed, so that no two pairs of them join to the same bytes.
/// </remarks>
internal static class RatchetMessage
{
    /// <summary>What sealing adds to a plaintext, 137 bytes.</summary>
    public const int OverheadInBytes = RatchetHeader.EncryptedInBytes + SaltedCipher.OverheadInBytes;

    public const int MaxLengthInBytes = OverheadInBytes + RatchetLimits.MaxPlaintextInBytes;

    /// <summary>Seals a header and the plaintext; draws the header's salt, then the message's.</summary>
    public static void Seal(
        CipherSuite suite,
        SecretBytes headerKey,
        in RatchetHeader header,
        SecretBytes messageKey,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> associatedData,
        IRandomSource random,
        Span<byte> message)
    {
        Span<byte> encryptedHeader = message[..RatchetHeader.EncryptedInBytes];
        Span<byte> plain = stackalloc byte[RatchetHeader.LengthInBytes];
        header.Encode(plain);
        SaltedCipher.Seal(CipherScope.Header(suite), headerKey.Span, plain, [], random, encryptedHeader);

        Span<byte> bound = stackalloc byte[associatedData.Length + RatchetHeader.EncryptedInBytes];
        Bind(associatedData, encryptedHeader, bound);
        Span<byte> body = message[RatchetHeader.EncryptedInBytes..];
        SaltedCipher.Seal(CipherScope.Message(suite), messageKey.Span, plaintext, bound, random, body);
    }

    /// <summary>Opens the header into <see cref="RatchetHeader.LengthInBytes"/> bytes; false where it is not under this key.</summary>
    public static bool TryOpenHeader(CipherSuite suite, SecretBytes headerKey, ReadOnlySpan<byte> message, Span<byte> plain)
        => SaltedCipher.TryOpen(CipherScope.Header(suite), headerKey.Span, message[..RatchetHeader.EncryptedInBytes], [], plain);

    /// <summary>Opens the plaintext; null where the message, its header or the associated data is not what was sealed.</summary>
    public static SecretBytes? Open(
        CipherSuite suite, SecretBytes messageKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> associatedData)
    {
        Span<byte> bound = stackalloc byte[associatedData.Length + RatchetHeader.EncryptedInBytes];
        Bind(associatedData, message[..RatchetHeader.EncryptedInBytes], bound);
        SecretBytes plaintext = new(message.Length - OverheadInBytes);
        ReadOnlySpan<byte> body = message[RatchetHeader.EncryptedInBytes..];
        if (SaltedCipher.TryOpen(CipherScope.Message(suite), messageKey.Span, body, bound, plaintext.Span))
        {
            return plaintext;
        }

        plaintext.Dispose();
        return null;
    }

    private static void Bind(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> encryptedHeader, Span<byte> bound)
    {
        associatedData.CopyTo(bound);
        encryptedHeader.CopyTo(bound[associatedData.Length..]);
    }
}
