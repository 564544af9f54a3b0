using System.Diagnostics;
using System.Security.Cryptography;

namespace Locket.Secrets;

/// <summary>Owns secret bytes on the pinned heap, so that the collector makes no copies, and zeroes them when disposed.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class SecretBytes : IDisposable
{
    private byte[]? _bytes;

    public SecretBytes(int lengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthInBytes);
        LengthInBytes = lengthInBytes;
        _bytes = PinnedPool.Rent(lengthInBytes);
    }

    public SecretBytes(ReadOnlySpan<byte> source)
        : this(source.Length)
    {
        source.CopyTo(Span);
    }

    public int LengthInBytes { get; }

    public Span<byte> Span
    {
        get
        {
            byte[]? bytes = _bytes;
            ObjectDisposedException.ThrowIf(bytes is null, this);
            return bytes.AsSpan(0, LengthInBytes);
        }
    }

    public static SecretBytes Random(int lengthInBytes)
    {
        SecretBytes secret = new(lengthInBytes);
        RandomNumberGenerator.Fill(secret.Span);
        return secret;
    }

    public bool FixedTimeEquals(ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(Span, other);

    public void Dispose()
    {
        // Once only: a second owner would get an array that the first still has.
        if (Interlocked.Exchange(ref _bytes, null) is { } bytes)
        {
            PinnedPool.Return(bytes);
        }
    }

    public override string ToString() => $"SecretBytes ({LengthInBytes} bytes)";
}
