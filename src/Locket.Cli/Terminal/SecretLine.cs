using System.Security.Cryptography;
using System.Text;

namespace Locket.Cli.Terminal;

/// <summary>A secret as the UTF-8 bytes that came in, on the pinned heap, zeroed when disposed.</summary>
internal sealed class SecretLine : IDisposable
{
    private readonly byte[] _bytes;
    private readonly int _length;

    /// <summary>Takes the buffer over; whoever made it no longer owns it.</summary>
    public SecretLine(byte[] pinnedBytes, int length)
    {
        _bytes = pinnedBytes;
        _length = length;
    }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    /// <summary>Reads a whole stream of a password's size.</summary>
    /// <exception cref="ArgumentException">There is more than any password has.</exception>
    public static SecretLine ReadToEnd(Stream source)
    {
        // Two more for the line end that is not part of the password, one to notice what is too long.
        const int Limit = Password.MaxLengthInBytes + 3;
        byte[] buffer = GC.AllocateArray<byte>(256, pinned: true);
        int length = 0;
        try
        {
            while (true)
            {
                int read = source.Read(buffer.AsSpan(length));
                if (read == 0)
                {
                    return new SecretLine(buffer, length);
                }

                length += read;
                if (length >= Limit)
                {
                    throw new ArgumentException($"a password has at most {Password.MaxLengthInBytes} bytes", nameof(source));
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, Math.Min(buffer.Length * 4, Limit));
                }
            }
        }
        catch
        {
            CryptographicOperations.ZeroMemory(buffer);
            throw;
        }
    }

    public static byte[] Grow(byte[] buffer, int length)
    {
        byte[] larger = GC.AllocateArray<byte>(length, pinned: true);
        buffer.CopyTo(larger, 0);
        CryptographicOperations.ZeroMemory(buffer);
        return larger;
    }

    public bool ContentEquals(SecretLine other) => CryptographicOperations.FixedTimeEquals(Span, other.Span);

    /// <summary>The secret as a string, which cannot be zeroed: only for zxcvbn, which takes nothing else.</summary>
    public string ToUnzeroableString() => Encoding.UTF8.GetString(LineEnd.Without(Span));

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    public override string ToString() => "SecretLine";
}
