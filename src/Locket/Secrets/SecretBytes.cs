using System.Diagnostics;
using System.Security.Cryptography;

namespace Locket.Secrets;

/// <summary>Owns secret bytes on the pinned heap, so that the collector makes no copies, and zeroes them when disposed.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private bool _disposed;

    public SecretBytes(int lengthInBytes)
    {
        _bytes = GC.AllocateArray<byte>(lengthInBytes, pinned: true);
    }

    public SecretBytes(ReadOnlySpan<byte> source)
        : this(source.Length)
    {
        source.CopyTo(_bytes);
    }

    public int LengthInBytes => _bytes.Length;

    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    public static SecretBytes Random(int lengthInBytes)
    {
        SecretBytes secret = new(lengthInBytes);
        RandomNumberGenerator.Fill(secret._bytes);
        return secret;
    }

    public bool FixedTimeEquals(ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(Span, other);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        _disposed = true;
    }

    public override string ToString() => $"SecretBytes ({_bytes.Length} bytes)";
}
