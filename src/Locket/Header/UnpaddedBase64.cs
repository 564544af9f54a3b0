using System.Buffers.Text;
using System.Text;

namespace Locket.Header;

/// <summary>RFC 4648, section 4, without padding; only the canonical text of a value is accepted.</summary>
internal static class UnpaddedBase64
{
    public static int EncodedLength(int lengthInBytes) => (int)(((long)lengthInBytes * 4 + 2) / 3);

    public static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    public static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        return Ascii.IsValid(text) && TryDecode(Encoding.ASCII.GetBytes(text), out bytes);
    }

    public static bool TryDecode(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        bytes = [];

        // The decoder below skips white space and accepts padding; neither is canonical here.
        if (text.Length % 4 == 1 || !IsAlphabet(text))
        {
            return false;
        }

        byte[] padded = new byte[(text.Length + 3) / 4 * 4];
        padded.AsSpan().Fill((byte)'=');
        text.CopyTo(padded);
        byte[] decoded = new byte[text.Length * 3 / 4];
        if (Base64.DecodeFromUtf8(padded, decoded, out _, out int written) != System.Buffers.OperationStatus.Done
            || written != decoded.Length
            || !HasZeroUnusedBits(text, decoded))
        {
            return false;
        }

        bytes = decoded;
        return true;
    }

    private static bool IsAlphabet(ReadOnlySpan<byte> text)
    {
        foreach (byte character in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)character) && character is not ((byte)'+' or (byte)'/'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasZeroUnusedBits(ReadOnlySpan<byte> text, ReadOnlySpan<byte> decoded)
    {
        int tail = decoded.Length % 3;
        Span<byte> again = stackalloc byte[4];
        Base64.EncodeToUtf8(decoded[^tail..], again, out _, out _);
        return tail == 0 || again[..(tail + 1)].SequenceEqual(text[^(tail + 1)..]);
    }
}
