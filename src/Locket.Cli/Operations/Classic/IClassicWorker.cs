using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

/// <summary>Encrypts and decrypts streams in one scheme.</summary>
internal interface IClassicWorker
{
    Task EncryptAsync(Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken);

    Task DecryptAsync(Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken);
}
