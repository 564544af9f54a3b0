using System.Security.Cryptography;

namespace Locket.Classic.OpenSsl;

/// <summary>Output feedback (NIST SP 800-38A, section 6.4). Either direction.</summary>
internal sealed class OfbTransform(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv) : StreamMode(key, iv)
{
    private byte[] _zeros = [];
    private byte[] _keystream = [];

    public override void Transform(ReadOnlySpan<byte> input, Span<byte> output)
    {
        int length = RoundUp(input.Length);
        if (length == 0)
        {
            return;
        }

        if (_zeros.Length < length)
        {
            _zeros = new byte[length];
            CryptographicOperations.ZeroMemory(_keystream);
            _keystream = GC.AllocateArray<byte>(length, pinned: true);
        }

        // Chaining over zeros feeds every output block back as the next input: the very definition of this mode.
        Aes.EncryptCbc(_zeros.AsSpan(0, length), State, _keystream, PaddingMode.None);
        _keystream.AsSpan(length - BlockInBytes, BlockInBytes).CopyTo(State);
        input.CopyTo(output);
        Xor.Into(output[..input.Length], _keystream);
    }

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(_keystream);
        base.Dispose(disposing);
    }
}
