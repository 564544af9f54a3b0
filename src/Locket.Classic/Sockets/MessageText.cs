using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Locket.Classic.Sockets;

/// <summary>Messages are UTF-8 on the wire: both ways without silent replacements.</summary>
internal static class MessageText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">The text holds a lone surrogate or is too long.</exception>
    public static byte[] GetBytes(string text, int maxLengthInBytes, string parameterName)
    {
        byte[] bytes;
        try
        {
            bytes = Strict.GetBytes(text);
        }
        catch (EncoderFallbackException failure)
        {
            throw new ArgumentException("the message holds a lone surrogate, which has no UTF-8 form", parameterName, failure);
        }

        return bytes.Length <= maxLengthInBytes
            ? bytes
            : throw new ArgumentException(
                $"the message has {bytes.Length} bytes of UTF-8; one message carries at most {maxLengthInBytes}", parameterName);
    }

    public static bool TryGetString(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = Strict.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }
}
