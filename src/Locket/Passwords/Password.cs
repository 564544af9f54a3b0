using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Locket.Passwords;
using Locket.Secrets;

namespace Locket;

/// <summary>A password: Unicode text in NFC, kept as strict UTF-8 and zeroed when disposed (docs/format.md, "Passwords").</summary>
/// <remarks>Keys derived for files are kept with it, by salt and cost, so that a batch of files derives once.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Password : Credential
{
    /// <summary>The longest password accepted, in bytes of UTF-8 after normalization.</summary>
    public const int MaxLengthInBytes = 1 << 20;

    private const char ByteOrderMark = '\uFEFF';

    private readonly SecretBytes _utf8;

    /// <summary>Makes a password from text.</summary>
    /// <param name="text">1 character to <see cref="MaxLengthInBytes"/> bytes once encoded; any Unicode text without lone
    /// surrogates.</param>
    /// <exception cref="ArgumentException">The text is empty, too long, begins with a byte order mark, or holds a lone
    /// surrogate.</exception>
    /// <exception cref="PlatformNotSupportedException">The text is not ASCII and this process cannot normalize Unicode.</exception>
    public Password(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            throw new ArgumentException("a password has at least one character", nameof(text));
        }

        if (text[0] == ByteOrderMark)
        {
            throw new ArgumentException("a password cannot begin with a byte order mark; save it as plain UTF-8", nameof(text));
        }

        _utf8 = PasswordText.Encode(text);
        DerivedKeys = new DerivedKeyCache();
    }

    internal DerivedKeyCache DerivedKeys { get; }

    internal ReadOnlySpan<byte> Utf8 => _utf8.Span;

    /// <summary>Makes a password from the bytes of a file or pipe: UTF-8, of which one final LF or CRLF is not part.</summary>
    /// <param name="utf8">The bytes; a leading byte order mark is refused, since no keyboard types one.</param>
    /// <returns>The password.</returns>
    /// <exception cref="ArgumentException">The bytes are not strict UTF-8, or nothing is left without the line end.</exception>
    public static Password FromBytes(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> line = PasswordText.WithoutLineEnd(utf8);
        if (line.Length > MaxLengthInBytes)
        {
            throw new ArgumentException($"a password has at most {MaxLengthInBytes} bytes", nameof(utf8));
        }

        char[] text = GC.AllocateUninitializedArray<char>(line.Length, pinned: true);
        try
        {
            int length = PasswordText.Decode(line, text);
            return new Password(text.AsSpan(0, length));
        }
        catch (DecoderFallbackException)
        {
#pragma warning disable MA0054 // the inner exception quotes bytes of the password
            throw new ArgumentException("the password is not UTF-8 text", nameof(utf8));
#pragma warning restore MA0054
        }
        finally
        {
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }

    /// <summary>Says that this is a password, and nothing of it.</summary>
    /// <returns><c>Password</c>.</returns>
    public override string ToString() => "Password";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _utf8.Dispose();
            DerivedKeys.Dispose();
        }
    }
}
