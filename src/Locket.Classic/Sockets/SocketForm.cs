using System.Buffers;
using System.Security.Cryptography;

namespace Locket.Classic.Sockets;

/// <summary>The base64 text that both sides of <c>socket-cbc</c> send.</summary>
internal static class SocketForm
{
    /// <summary>What one receive of the programs takes.</summary>
    public const int MaxMessageLengthInBytes = 2048;

    public const int KeyInBytes = 16;

    /// <summary>The longest text: 1519 bytes.</summary>
    public static readonly int MaxTextLengthInBytes = MessageLength.CapacityInBytes(MaxMessageLengthInBytes / 4 * 3);

    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <exception cref="ArgumentException">The key is not one of this scheme.</exception>
    public static void RequireKey(ClassicSecret key, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(key, parameterName);
        if (!key.IsRawKey || key.LengthInBytes != KeyInBytes)
        {
            throw new ArgumentException($"socket-cbc takes a raw key of {KeyInBytes} bytes", parameterName);
        }
    }

    public static byte[] Seal(ClassicSecret key, ReadOnlySpan<byte> plaintext) => SocketCbc.Encrypt(plaintext, key);

    /// <summary>The plaintext, which the caller zeroes; null where the text does not decrypt.</summary>
    public static byte[]? TryOpen(ClassicSecret key, ReadOnlySpan<byte> received)
        => SocketCbc.TryDecrypt(received, key, out byte[]? plaintext) ? plaintext : null;

    /// <summary>
    /// Padding of base64 and a line end can only be the end. Without them, a text of a possible length may still be the beginning of a
    /// longer one. The key is not asked: a wait that depended on it would tell the sender whether its message decrypts.
    /// </summary>
    public static Arrival Judge(ReadOnlySpan<byte> received)
    {
        ReadOnlySpan<byte> text = received.TrimEnd("\r\n"u8);
        bool isMarkedEnd = received.EndsWith("\n"u8);
        ReadOnlySpan<byte> characters = text.TrimEnd((byte)'=');
        int padding = text.Length - characters.Length;
        if (characters.ContainsAnyExcept(Alphabet) || padding > 2)
        {
            return Arrival.Broken;
        }

        if (text.Length % 4 != 0)
        {
            return isMarkedEnd ? Arrival.Broken : Arrival.Partial;
        }

        bool isPossible = MessageLength.IsPossible((text.Length / 4 * 3) - padding);
        bool isEnd = isMarkedEnd || padding > 0;
        return (isPossible, isEnd) switch
        {
            (true, true) => Arrival.Final,
            (true, false) => Arrival.Whole,
            (false, true) => Arrival.Broken,
            (false, false) => Arrival.Partial,
        };
    }

    /// <summary>The text of a message that was waited for.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static string ReadText(ClassicSecret key, Collected collected, ReadOnlySpan<byte> received)
    {
        if (collected != Collected.Message)
        {
            throw Refusals.Of(collected, MaxMessageLengthInBytes, "what it sent is not base64 of an IV and whole blocks");
        }

        byte[]? plaintext = TryOpen(key, received);
        try
        {
            if (plaintext is null)
            {
                throw new RefusedException(ClassicSocketRefusal.WrongKeyOrDamaged, Refusals.WrongKeyOrDamaged);
            }

            return MessageText.TryGetString(plaintext, out string? text)
                ? text
                : throw new RefusedException(ClassicSocketRefusal.NotText, Refusals.NotText);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }
}
