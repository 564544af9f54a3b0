using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

internal sealed class SocketCbcWorker : MessageWorker
{
    /// <summary>Without a line end, which the program's receiver would not expect.</summary>
    protected override byte[] Encrypt(ReadOnlySpan<byte> plaintext, ClassicSecret secret, ClassicParameters parameters)
        => SocketCbc.Encrypt(plaintext, secret);

    protected override byte[] Decrypt(ReadOnlyMemory<byte> message, ClassicSecret secret, ClassicParameters parameters)
        => SocketCbc.Decrypt(message.Span, secret);
}
