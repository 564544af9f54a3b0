using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Classic.Ciphers;

/// <summary>
/// AES-CBC with HMAC, encrypt-then-MAC with two keys (RFC 7518, section 5.2): the tag is the first half of
/// HMAC(MAC key, A ‖ IV ‖ ciphertext ‖ length of A in bits as 8 bytes).
/// </summary>
internal sealed class AesCbcHmac : IDisposable
{
    private readonly AesCbcHmacSuite _suite;
    private readonly SecretBytes _key;

    /// <param name="suite">Which of the three.</param>
    /// <param name="key">The MAC key, then the AES key; copied.</param>
    public AesCbcHmac(AesCbcHmacSuite suite, ReadOnlySpan<byte> key)
    {
        if (key.Length != suite.KeyLengthInBytes)
        {
            throw new ArgumentException($"the key does not have the length that {suite.Name} takes", nameof(key));
        }

        _suite = suite;
        _key = new SecretBytes(key);
    }

    /// <summary>Begins a message in either direction.</summary>
    public CbcCipher StartCipher(ReadOnlySpan<byte> iv) => new(_key.Span[_suite.HalfKeyInBytes..], iv);

    /// <summary>Begins a tag; the ciphertext is to be appended.</summary>
    public IncrementalHash StartMac(ReadOnlySpan<byte> associated, ReadOnlySpan<byte> iv)
    {
        IncrementalHash mac = IncrementalHash.CreateHMAC(_suite.Hash, _key.Span[.._suite.HalfKeyInBytes]);
        mac.AppendData(associated);
        mac.AppendData(iv);
        return mac;
    }

    /// <summary>Ends a tag.</summary>
    public byte[] FinishMac(IncrementalHash mac, int associatedLengthInBytes)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(length, 8UL * (ulong)associatedLengthInBytes);
        mac.AppendData(length);
        return mac.GetHashAndReset()[.._suite.TagLengthInBytes];
    }

    /// <summary>Encrypts a message in memory.</summary>
    public (byte[] Ciphertext, byte[] Tag) Encrypt(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated)
    {
        byte[] ciphertext = new byte[checked((int)CbcCipher.PaddedLength(plaintext.Length))];
        using CbcCipher cipher = StartCipher(iv);
        cipher.EncryptLast(plaintext, ciphertext);
        using IncrementalHash mac = StartMac(associated, iv);
        mac.AppendData(ciphertext);
        return (ciphertext, FinishMac(mac, associated.Length));
    }

    /// <summary>Decrypts a message in memory, after its tag was found right.</summary>
    /// <returns>False for whatever is wrong.</returns>
    public bool TryDecrypt(
        ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associated, ReadOnlySpan<byte> tag,
        [NotNullWhen(true)] out byte[]? plaintext)
    {
        plaintext = null;
        using IncrementalHash mac = StartMac(associated, iv);
        mac.AppendData(ciphertext);
        return CryptographicOperations.FixedTimeEquals(FinishMac(mac, associated.Length), tag)
            && CbcMessage.TryDecrypt(_key.Span[_suite.HalfKeyInBytes..], iv, ciphertext, out plaintext);
    }

    public void Dispose() => _key.Dispose();
}
