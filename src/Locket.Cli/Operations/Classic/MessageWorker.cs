using System.Security.Cryptography;
using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

/// <summary>A scheme for messages, which are read into memory whole.</summary>
internal abstract class MessageWorker : IClassicWorker
{
    private const int LimitInBytes = CbcHmacMessage.MaxJsonLengthInBytes;

    public async Task EncryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
        => await RunAsync(source, target, message => Encrypt(message.Span, secret, parameters), cancellationToken);

    public async Task DecryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
        => await RunAsync(source, target, message => Decrypt(message, secret, parameters), cancellationToken);

    protected abstract byte[] Encrypt(ReadOnlySpan<byte> plaintext, ClassicSecret secret, ClassicParameters parameters);

    protected abstract byte[] Decrypt(ReadOnlyMemory<byte> message, ClassicSecret secret, ClassicParameters parameters);

    private static async Task RunAsync(
        Stream source, Stream target, Func<ReadOnlyMemory<byte>, byte[]> transform, CancellationToken cancellationToken)
    {
        using MessageBuffer message = new(LimitInBytes);
        byte[] result = [];
        try
        {
            await message.ReadAsync(source, cancellationToken);
            result = await Task.Run(() => transform(message.Content), cancellationToken);
            await target.WriteAsync(result, cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(result);
        }
    }
}
