using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Rooms.Cpace;

/// <summary>What becomes of a run's messages: the key ISK and the tags that confirm it (CPace draft 21, sections 7.2 and 10.4).</summary>
internal static class CpaceTranscript
{
    /// <summary>The length of the key ISK in bytes.</summary>
    public const int KeyInBytes = SHA256.HashSizeInBytes;

    /// <summary>The length of a confirmation tag in bytes.</summary>
    public const int TagInBytes = HMACSHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> KeyDomain => "CPaceP256_XMD:SHA-256_SSWU_NU__ISK"u8;

    private static ReadOnlySpan<byte> MacDomain => "CPaceMac"u8;

    /// <summary>ISK = H(lv_cat(domain, sid, K) || lv_cat(Ya, ADa) || lv_cat(Yb, ADb)), the initiator being A.</summary>
    /// <param name="session">sid.</param>
    /// <param name="agreed">K, the x of the agreed point; it must not leave the run.</param>
    /// <param name="first">The initiator's message.</param>
    /// <param name="second">The responder's message.</param>
    public static SecretBytes DeriveKey(ReadOnlySpan<byte> session, SecretBytes agreed, CpaceMessage first, CpaceMessage second)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        LengthValue.Append(hash, KeyDomain);
        LengthValue.Append(hash, session);
        LengthValue.Append(hash, agreed.Span);
        Append(hash, first);
        Append(hash, second);

        SecretBytes key = new(KeyInBytes);
        hash.GetHashAndReset(key.Span);
        return key;
    }

    /// <summary>mac_key = H("CPaceMac" || sid || ISK).</summary>
    public static SecretBytes DeriveMacKey(ReadOnlySpan<byte> session, SecretBytes key)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MacDomain);
        hash.AppendData(session);
        hash.AppendData(key.Span);

        SecretBytes macKey = new(SHA256.HashSizeInBytes);
        hash.GetHashAndReset(macKey.Span);
        return macKey;
    }

    /// <summary>HMAC-SHA-256(mac_key, lv_cat(Y, AD)), over the message of the side that sends the tag.</summary>
    /// <param name="macKey">mac_key.</param>
    /// <param name="message">The message that the tag's sender sent.</param>
    /// <param name="tag">Where the tag goes, <see cref="TagInBytes"/> bytes.</param>
    public static void ComputeTag(SecretBytes macKey, CpaceMessage message, Span<byte> tag)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, macKey.Span);
        Append(mac, message);
        mac.GetHashAndReset(tag);
    }

    private static void Append(IncrementalHash hash, CpaceMessage message)
    {
        LengthValue.Append(hash, message.Share);
        LengthValue.Append(hash, message.AssociatedData);
    }
}
