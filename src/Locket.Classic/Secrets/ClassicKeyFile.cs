using System.Security.Cryptography;

namespace Locket.Classic;

/// <summary>Keys as the classic programs keep them: the 16, 24 or 32 bytes of the key and nothing else, as in <c>key.bin</c>.</summary>
/// <remarks>Whoever can read such a file can read everything; Locket's own key files say what they are, these do not.</remarks>
public static class ClassicKeyFile
{
    private const int MaxLengthInBytes = 32;

    /// <summary>Reads a key.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The key, to be disposed.</returns>
    /// <exception cref="ClassicException">The file does not have 16, 24 or 32 bytes.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static ClassicSecret Read(string path)
    {
        byte[] bytes = GC.AllocateArray<byte>(MaxLengthInBytes + 1, pinned: true);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length is 16 or 24 or 32
                ? ClassicSecret.FromKey(bytes.AsSpan(0, length))
                : throw new ClassicException(ClassicFailure.Malformed, "this is not a raw AES key of 16, 24 or 32 bytes");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Writes a key to a file that only its owner may read. A file of that name is never replaced.</summary>
    /// <param name="path">The new file.</param>
    /// <param name="key">A raw key.</param>
    /// <exception cref="ArgumentException">The secret is a password.</exception>
    /// <exception cref="IOException">There is such a file already, or it cannot be written.</exception>
    public static void Write(string path, ClassicSecret key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!key.IsRawKey)
        {
            throw new ArgumentException("a key file holds a raw key, not a password", nameof(key));
        }

        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream file = new(path, options);
        file.Write(key.Bytes);
        file.Flush(flushToDisk: true);
    }
}
