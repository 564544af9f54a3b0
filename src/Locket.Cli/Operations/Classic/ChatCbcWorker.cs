using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

internal sealed class ChatCbcWorker : MessageWorker
{
    protected override byte[] Encrypt(ReadOnlySpan<byte> plaintext, ClassicSecret secret, ClassicParameters parameters)
        => ChatCbc.Encrypt(plaintext, secret, Options(parameters));

    protected override byte[] Decrypt(ReadOnlyMemory<byte> message, ClassicSecret secret, ClassicParameters parameters)
        => ChatCbc.Decrypt(message.Span, secret, Options(parameters));

    private static ChatCbcOptions Options(ClassicParameters parameters)
    {
        ChatCbcOptions own = new();
        return own with
        {
            Iterations = parameters.Iterations ?? own.Iterations,
            Hash = parameters.Hash ?? own.Hash,
            Salt = parameters.Salt is null ? own.Salt : new ReadOnlyMemory<byte>(parameters.Salt),
            KeySizeInBits = parameters.KeySizeInBits ?? own.KeySizeInBits,
        };
    }
}
