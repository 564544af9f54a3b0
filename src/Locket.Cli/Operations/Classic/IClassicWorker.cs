using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

/// <summary>Encrypts and decrypts streams in one scheme.</summary>
internal interface IClassicWorker
{
    /// <summary>What the last file turned out to be, where a person must know it; null otherwise.</summary>
    string? Remark => null;

    Task EncryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken);

    Task DecryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken);
}
