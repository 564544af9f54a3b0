using System.Security.Cryptography;
using System.Text;
using Locket.Secrets;

namespace Locket.Passwords;

/// <summary>Text to the bytes that are hashed: NFC, then strict UTF-8.</summary>
internal static class PasswordText
{
    private const string Decomposed = "e\u0301";
    private const string Composed = "\u00e9";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static SecretBytes Encode(ReadOnlySpan<char> text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return EncodeNormalized(text);
        }

        // In invariant-globalization mode Normalize returns its input, and one password would have two encodings.
        if (!string.Equals(Decomposed.Normalize(NormalizationForm.FormC), Composed, StringComparison.Ordinal))
        {
            throw new PlatformNotSupportedException(
                "this process cannot normalize Unicode (invariant globalization), so only ASCII passwords are safe to use");
        }

        if (HasLoneSurrogate(text))
        {
            throw new ArgumentException("a password cannot hold half of a surrogate pair", nameof(text));
        }

        int length = text.GetNormalizedLength(NormalizationForm.FormC);
        char[] normalized = GC.AllocateUninitializedArray<char>(length, pinned: true);
        try
        {
            if (!text.TryNormalize(normalized, out int written, NormalizationForm.FormC))
            {
                throw new InvalidOperationException("internal error: the normalized password outgrew its own length");
            }

            return EncodeNormalized(normalized.AsSpan(0, written));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(normalized.AsSpan()));
        }
    }

    public static int Decode(ReadOnlySpan<byte> utf8, Span<char> destination) => Strict.GetChars(utf8, destination);

    public static ReadOnlySpan<byte> WithoutLineEnd(ReadOnlySpan<byte> bytes)
    {
        if (bytes.EndsWith("\r\n"u8))
        {
            return bytes[..^2];
        }

        return bytes.EndsWith("\n"u8) ? bytes[..^1] : bytes;
    }

    private static SecretBytes EncodeNormalized(ReadOnlySpan<char> text)
    {
        int length = Strict.GetByteCount(text);
        if (length > Password.MaxLengthInBytes)
        {
            throw new ArgumentException($"a password has at most {Password.MaxLengthInBytes} bytes", nameof(text));
        }

        SecretBytes utf8 = new(length);
        Strict.GetBytes(text, utf8.Span);
        return utf8;
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return true;
            }

            i++;
        }

        return false;
    }
}
