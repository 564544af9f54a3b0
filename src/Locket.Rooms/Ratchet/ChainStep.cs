using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>KDF_CK: HMAC-SHA-256 under the chain key, over 0x01 for the message key and 0x02 for the next chain key.</summary>
internal static class ChainStep
{
    private static ReadOnlySpan<byte> ForMessage => [0x01];

    private static ReadOnlySpan<byte> ForChain => [0x02];

    public static SecretBytes MessageKey(SecretBytes chain) => Derive(chain, ForMessage);

    public static SecretBytes Next(SecretBytes chain) => Derive(chain, ForChain);

    private static SecretBytes Derive(SecretBytes chain, ReadOnlySpan<byte> input)
    {
        SecretBytes key = new(HMACSHA256.HashSizeInBytes);
        HMACSHA256.HashData(chain.Span, input, key.Span);
        return key;
    }
}
