using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Locket.Pictures.Sealing;

/// <summary>SHA-256 of a file's content as it stands in the metadata: 64 lower-case hexadecimal digits.</summary>
internal static class ContentDigest
{
    private const int BufferInBytes = 256 * 1024;

    public static string Compute(SafeFileHandle file, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferInBytes);
        try
        {
            long offset = 0;
            for (int read; (read = RandomAccess.Read(file, buffer, offset)) > 0; offset += read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer.AsSpan(0, read));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Digests a content, and copies it to an empty file on the way.</summary>
    /// <param name="content">The content, from here to its end.</param>
    /// <param name="target">The file; null for none.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The digest, and how many bytes there were.</returns>
    public static (string Sha256, long LengthInBytes) Copy(Stream content, SafeFileHandle? target, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferInBytes);
        try
        {
            long offset = 0;
            for (int read; (read = content.Read(buffer)) > 0; offset += read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer.AsSpan(0, read));
                if (target is not null)
                {
                    RandomAccess.Write(target, buffer.AsSpan(0, read), offset);
                }
            }

            return (Convert.ToHexStringLower(hash.GetHashAndReset()), offset);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
