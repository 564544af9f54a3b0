using System.Security.Cryptography;

namespace Locket.Classic.OpenSsl;

/// <summary>Decryption in cipher feedback of 128 bits (NIST SP 800-38A, section 6.3).</summary>
internal sealed class CfbDecryption(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv) : StreamMode(key, iv)
{
    public override void Transform(ReadOnlySpan<byte> input, Span<byte> output)
    {
        // P(i) = C(i) xor E(C(i-1)): what E is applied to is known at once, for all blocks.
        int length = RoundUp(input.Length);
        byte[] feedback = new byte[length + BlockInBytes];
        byte[] keystream = GC.AllocateArray<byte>(length, pinned: true);
        try
        {
            State.CopyTo(feedback, 0);
            input.CopyTo(feedback.AsSpan(BlockInBytes));
            Aes.EncryptEcb(feedback.AsSpan(0, length), keystream, PaddingMode.None);
            feedback.AsSpan(length, BlockInBytes).CopyTo(State);
            input.CopyTo(output);
            Xor.Into(output[..input.Length], keystream);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keystream);
        }
    }
}
