using System.Buffers;
using System.Security.Cryptography;
using Locket.Files;
using Locket.Payload;

namespace Locket.Pictures.Sealing;

/// <summary>
/// The content of a file to be sealed, which several want to read: it is read once and held, unless it is too long for that. Then it is
/// read again for each.
/// </summary>
internal sealed class SourceContent : IDisposable
{
    /// <summary>All files that are worked on at once take at most 256 MiB together, and each of them at most 16 MiB.</summary>
    private const int MaxHeldTogetherInBytes = 256 * 1024 * 1024;
    private const int MaxHeldInBytes = 16 * 1024 * 1024;

    /// <summary>So much is read and digested at a time that it is still in the processor's cache.</summary>
    private const int PieceInBytes = 256 * 1024;

    private readonly int _heldInBytes;
    private byte[]? _held;

    private SourceContent(FileStream file, CancellationToken cancellationToken)
    {
        Sha256 = ContentDigest.Compute(file.SafeFileHandle, cancellationToken);
        Stream = file;
        Source = new FileSource(file.SafeFileHandle);
    }

    private SourceContent(byte[] held, int length, string sha256)
    {
        _held = held;
        _heldInBytes = length;
        Sha256 = sha256;
        Stream = new MemoryStream(held, 0, length, writable: false, publiclyVisible: true);
        Source = new MemorySource(held.AsMemory(0, length));
    }

    /// <summary>The content for those who read it from the first byte on; it can seek.</summary>
    public Stream Stream { get; }

    /// <summary>The content for those who read it anywhere.</summary>
    public RandomAccessSource Source { get; }

    /// <summary>Its SHA-256 as it stands in the metadata.</summary>
    public string Sha256 { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file; it stays the caller's, and open until this is disposed.</param>
    /// <param name="lengthInBytes">The length it had when it was opened.</param>
    /// <param name="parallelFiles">How many there may be at once.</param>
    /// <param name="name">What it is called in a message.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="LocketException">It became shorter.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SourceContent Read(
        FileStream file, long lengthInBytes, int parallelFiles, string name, CancellationToken cancellationToken)
    {
        // A length of 0 may be one of the kernel's own files, which have content all the same.
        if (lengthInBytes == 0 || lengthInBytes > Math.Min(MaxHeldInBytes, MaxHeldTogetherInBytes / parallelFiles))
        {
            return new SourceContent(file, cancellationToken);
        }

        int length = (int)lengthInBytes;
        byte[] held = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return new SourceContent(held, length, ReadAndDigest(file, held.AsSpan(0, length), name, cancellationToken));
        }
        catch
        {
            GiveBack(held, length);
            throw;
        }
    }

    /// <summary>Gives back what was held; a file stays open.</summary>
    public void Dispose()
    {
        Source.Dispose();
        if (_held is null)
        {
            return;
        }

        Stream.Dispose();
        GiveBack(_held, _heldInBytes);
        _held = null;
    }

    private static string ReadAndDigest(FileStream file, Span<byte> held, string name, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using FileSource source = new(file.SafeFileHandle);
        for (int offset = 0; offset < held.Length; offset += PieceInBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> piece = held.Slice(offset, Math.Min(PieceInBytes, held.Length - offset));
            if (source.Read(offset, piece) < piece.Length)
            {
                throw new LocketException(LocketFailure.SourceChanged, $"{name} changed while it was read");
            }

            hash.AppendData(piece);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void GiveBack(byte[] held, int length)
    {
        CryptographicOperations.ZeroMemory(held.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(held);
    }
}
