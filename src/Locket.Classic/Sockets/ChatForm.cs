using System.Security.Cryptography;

namespace Locket.Classic.Sockets;

/// <summary>A chat's messages under the key of its password, derived once.</summary>
internal sealed class ChatForm : IDisposable
{
    /// <summary>What one receive of the programs takes.</summary>
    public const int MaxMessageLengthInBytes = 1024;

    /// <summary>The longest text: 1007 bytes.</summary>
    public static readonly int MaxTextLengthInBytes = MessageLength.CapacityInBytes(MaxMessageLengthInBytes);

    /// <summary>The clear text that ends a chat.</summary>
    public const string ExitText = "EXIT!";

    private readonly ClassicSecret _key;

    private ChatForm(ClassicSecret key)
    {
        _key = key;
    }

    /// <summary>The same on the wire.</summary>
    public static ReadOnlySpan<byte> Exit => "EXIT!"u8;

    /// <exception cref="ArgumentException">The secret cannot be sent as this scheme sends passwords.</exception>
    public static void RequirePassword(ClassicSecret password, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(password, parameterName);
        if (password.IsRawKey || password.LengthInBytes == 0 || password.LengthInBytes > MaxTextLengthInBytes)
        {
            throw new ArgumentException($"chat-cbc takes a password of 1 to {MaxTextLengthInBytes} bytes", parameterName);
        }
    }

    public static ChatForm Derive(ClassicSecret password) => new(ChatCbc.DeriveKey(password));

    public byte[] Seal(ReadOnlySpan<byte> plaintext) => ChatCbc.Encrypt(plaintext, _key);

    /// <summary>The plaintext, which the caller zeroes; null where the message does not decrypt.</summary>
    public byte[]? TryOpen(ReadOnlySpan<byte> message)
        => ChatCbc.TryDecrypt(message, _key, out byte[]? plaintext) ? plaintext : null;

    /// <summary>Whether this is the greeting of a server with the same password: the password, encrypted under itself.</summary>
    public bool IsGreeting(ReadOnlySpan<byte> message, ClassicSecret password)
    {
        byte[]? said = TryOpen(message);
        try
        {
            return said is not null && CryptographicOperations.FixedTimeEquals(said, password.Bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(said);
        }
    }

    /// <summary>A message or the end; the end may come in pieces. The key is not asked, so that no wait depends on it.</summary>
    public static Arrival Judge(ReadOnlySpan<byte> received)
    {
        if (received.SequenceEqual(Exit))
        {
            return Arrival.Final;
        }

        return MessageLength.IsPossible(received.Length) ? Arrival.Whole : Arrival.Partial;
    }

    public void Dispose() => _key.Dispose();
}
