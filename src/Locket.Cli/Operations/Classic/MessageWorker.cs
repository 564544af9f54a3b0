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
        using MemoryStream content = new();
        byte[] buffer = new byte[64 * 1024];
        byte[] result = [];
        try
        {
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (content.Length + read > LimitInBytes)
                {
                    throw new ClassicException(ClassicFailure.TooLarge, "messages of this scheme have at most 96 MiB");
                }

                await content.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            ReadOnlyMemory<byte> message = content.GetBuffer().AsMemory(0, (int)content.Length);
            result = await Task.Run(() => transform(message), cancellationToken);
            await target.WriteAsync(result, cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            CryptographicOperations.ZeroMemory(content.GetBuffer());
            CryptographicOperations.ZeroMemory(result);
        }
    }
}
