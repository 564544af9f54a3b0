using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

/// <summary>The four values as JSON on one line.</summary>
internal sealed class CbcHmacWorker : MessageWorker
{
    protected override byte[] Encrypt(ReadOnlySpan<byte> plaintext, ClassicSecret secret, ClassicParameters parameters)
        => plaintext.Length <= CbcHmac.MaxPlaintextLengthInBytes
            ? [.. CbcHmac.Encrypt(plaintext, secret, Options(parameters)).ToJson(), (byte)'\n']
            : throw new ClassicException(ClassicFailure.TooLarge, "messages of cbc-hmac have at most 64 MiB");

    protected override byte[] Decrypt(ReadOnlyMemory<byte> message, ClassicSecret secret, ClassicParameters parameters)
        => CbcHmacMessage.TryParse(message, out CbcHmacMessage? values)
            ? CbcHmac.Decrypt(values, secret, Options(parameters))
            : throw new ClassicException(
                ClassicFailure.Malformed, "this is not JSON with the base64 members 'ciphertext', 'iv', 'salt' and 'mac'");

    private static CbcHmacOptions Options(ClassicParameters parameters)
    {
        CbcHmacOptions own = new();
        return own with
        {
            Iterations = parameters.Iterations ?? own.Iterations,
            Hash = parameters.Hash ?? own.Hash,
            Salt = parameters.Salt,
            KeySizeInBits = parameters.KeySizeInBits ?? own.KeySizeInBits,
        };
    }
}
