using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Locket.Classic.OpenSsl;

/// <summary>
/// Counter mode (NIST SP 800-38A, section 6.5) with a counter of 128 bits that wraps around, as OpenSSL has it. Either direction.
/// </summary>
internal sealed class CtrTransform(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv) : StreamMode(key, iv)
{
    private byte[] _counters = [];
    private byte[] _keystream = [];

    public override void Transform(ReadOnlySpan<byte> input, Span<byte> output)
    {
        int length = RoundUp(input.Length);
        if (_counters.Length < length)
        {
            _counters = new byte[length];
            CryptographicOperations.ZeroMemory(_keystream);
            _keystream = GC.AllocateArray<byte>(length, pinned: true);
        }

        UInt128 counter = BinaryPrimitives.ReadUInt128BigEndian(State);
        for (int at = 0; at < length; at += BlockInBytes)
        {
            BinaryPrimitives.WriteUInt128BigEndian(_counters.AsSpan(at), unchecked(counter++));
        }

        BinaryPrimitives.WriteUInt128BigEndian(State, counter);
        Aes.EncryptEcb(_counters.AsSpan(0, length), _keystream, PaddingMode.None);
        input.CopyTo(output);
        Xor.Into(output[..input.Length], _keystream);
    }

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(_keystream);
        base.Dispose(disposing);
    }
}
