using System.Security.Cryptography;

namespace Locket.Classic.OpenSsl;

/// <summary>Decryption in cipher feedback of 8 bits (NIST SP 800-38A, section 6.3): one AES block for every byte.</summary>
internal sealed class Cfb8Decryption(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv) : StreamMode(key, iv)
{
    public override void Transform(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (input.IsEmpty)
        {
            return;
        }

        Aes.DecryptCfb(input, State, output, PaddingMode.None, feedbackSizeInBits: 8);
        if (input.Length >= BlockInBytes)
        {
            input[^BlockInBytes..].CopyTo(State);
        }
    }
}
