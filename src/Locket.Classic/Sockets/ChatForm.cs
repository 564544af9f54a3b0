using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Classic.Sockets;

/// <summary>A chat's messages under the key of its password, derived once.</summary>
internal sealed class ChatForm : IDisposable
{
    /// <summary>What one receive of the programs takes.</summary>
    public const int MaxMessageLengthInBytes = 1024;

    /// <summary>The longest text: 1007 bytes.</summary>
    public static readonly int MaxTextLengthInBytes = AesCbcMessage.CapacityInBytes(MaxMessageLengthInBytes);

    /// <summary>The clear text that ends a chat.</summary>
    public const string ExitText = "EXIT!";

    private const int Iterations = 100_000;
    private const int KeyInBytes = 16;

    private readonly SecretBytes _key = new(KeyInBytes);

    private ChatForm(ReadOnlySpan<byte> password)
    {
        // The first 16 of 32 bytes; PBKDF2 with SHA-256 gives the same whether it is asked for 16 or 32.
        Rfc2898DeriveBytes.Pbkdf2(password, "salt"u8, _key.Span, Iterations, HashAlgorithmName.SHA256);
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

    public static ChatForm Derive(ClassicSecret password) => new(password.Bytes);

    public byte[] Seal(ReadOnlySpan<byte> plaintext) => AesCbcMessage.Seal(_key.Span, plaintext);

    public byte[]? TryOpen(ReadOnlySpan<byte> message) => AesCbcMessage.TryOpen(_key.Span, message);

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

    /// <summary>A message or the end; the end may come in pieces.</summary>
    public Arrival Judge(ReadOnlySpan<byte> received)
    {
        if (received.SequenceEqual(Exit))
        {
            return Arrival.Final;
        }

        byte[]? plaintext = TryOpen(received);
        CryptographicOperations.ZeroMemory(plaintext);
        return plaintext is null ? Arrival.Partial : Arrival.Whole;
    }

    public void Dispose() => _key.Dispose();
}
