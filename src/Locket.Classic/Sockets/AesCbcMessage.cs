using System.Security.Cryptography;

namespace Locket.Classic.Sockets;

/// <summary>IV (16) ‖ AES-CBC(PKCS#7(bytes)): what both protocols send.</summary>
internal static class AesCbcMessage
{
    public const int BlockInBytes = 16;

    /// <summary>An IV and one block.</summary>
    public const int MinLengthInBytes = 2 * BlockInBytes;

    /// <summary>The most bytes of plaintext whose message is no longer than this.</summary>
    public static int CapacityInBytes(int messageLengthInBytes)
        => (messageLengthInBytes / BlockInBytes * BlockInBytes) - BlockInBytes - 1;

    public static bool HasPossibleLength(int lengthInBytes) => lengthInBytes >= MinLengthInBytes && lengthInBytes % BlockInBytes == 0;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(key);
        byte[] message = new byte[BlockInBytes + aes.GetCiphertextLengthCbc(plaintext.Length)];
        RandomNumberGenerator.Fill(message.AsSpan(0, BlockInBytes));
        aes.EncryptCbc(plaintext, message.AsSpan(0, BlockInBytes), message.AsSpan(BlockInBytes));
        return message;
    }

    /// <summary>The plaintext, which the caller zeroes; null where the message does not decrypt.</summary>
    public static byte[]? TryOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        if (!HasPossibleLength(message.Length))
        {
            return null;
        }

        using Aes aes = Aes.Create();
        aes.SetKey(key);
        try
        {
            return aes.DecryptCbc(message[BlockInBytes..], message[..BlockInBytes]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
