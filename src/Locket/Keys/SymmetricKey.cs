using System.Diagnostics;
using System.Security.Cryptography;
using Locket.Keys;
using Locket.Secrets;

namespace Locket;

/// <summary>A random key of 32 bytes that opens <c>key</c> slots without any password derivation (docs/format.md, "Key slots").</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class SymmetricKey : Credential
{
    /// <summary>The length of a key in bytes.</summary>
    public const int LengthInBytes = 32;

    private readonly SecretBytes _bytes;

    /// <summary>Makes a key from existing bytes, which are copied.</summary>
    /// <param name="bytes">Exactly 32 uniformly random bytes; a password is not a key.</param>
    /// <exception cref="ArgumentException">The length is not 32 bytes.</exception>
    public SymmetricKey(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != LengthInBytes)
        {
            throw new ArgumentException($"a key has {LengthInBytes} bytes, not {bytes.Length}", nameof(bytes));
        }

        _bytes = new SecretBytes(bytes);
    }

    private SymmetricKey(SecretBytes bytes)
    {
        _bytes = bytes;
    }

    internal ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>Makes a fresh key from the operating system's random generator.</summary>
    /// <returns>The key.</returns>
    public static SymmetricKey Generate() => new(SecretBytes.Random(LengthInBytes));

    /// <summary>Reads a key file (docs/format.md, "Key files").</summary>
    /// <param name="path">A text file of at most 4096 bytes.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FormatException">The file is not a key file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SymmetricKey ReadFile(string path) => KeyFile.Read(path);

    /// <summary>Writes a key file that only its owner may read, and flushes it to disk.</summary>
    /// <param name="path">Where; nothing may be there yet.</param>
    /// <exception cref="IOException">Something is there already, or the file cannot be written.</exception>
    public void WriteFile(string path) => KeyFile.Write(path, this);

    /// <summary>Says that this is a key, and nothing of it.</summary>
    /// <returns><c>SymmetricKey</c>.</returns>
    public override string ToString() => "SymmetricKey";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _bytes.Dispose();
        }
    }
}
