using System.Security.Cryptography;

namespace Locket.Classic.OpenSsl;

/// <summary>A mode without padding: as many bytes out as in. Every call but the last takes whole blocks.</summary>
internal abstract class StreamMode : IDisposable
{
    public const int BlockInBytes = 16;

    private protected StreamMode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv)
    {
        Aes.SetKey(key);
        iv.CopyTo(State);
    }

    private protected Aes Aes { get; } = Aes.Create();

    /// <summary>What the mode carries from block to block: IV, counter or last ciphertext.</summary>
    private protected byte[] State { get; } = new byte[BlockInBytes];

    /// <summary>Transforms a piece; the output is no shorter, and elsewhere.</summary>
    public abstract void Transform(ReadOnlySpan<byte> input, Span<byte> output);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Aes.Dispose();
        CryptographicOperations.ZeroMemory(State);
    }

    /// <summary>How many bytes whole blocks for so many bytes have.</summary>
    private protected static int RoundUp(int lengthInBytes) => (lengthInBytes + BlockInBytes - 1) / BlockInBytes * BlockInBytes;
}
