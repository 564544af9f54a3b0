using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

internal sealed class CbcFileWorker : IClassicWorker
{
    public Task EncryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
        => CbcFile.EncryptAsync(source, target, secret, Options(parameters), cancellationToken);

    public Task DecryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
        => CbcFile.DecryptAsync(source, target, secret, Options(parameters), cancellationToken);

    public static CbcFileOptions Options(ClassicParameters parameters)
    {
        CbcFileOptions own = new();
        return own with
        {
            Iterations = parameters.Iterations ?? own.Iterations,
            Hash = parameters.Hash ?? own.Hash,
            Salt = parameters.Salt,
            KeySizeInBits = parameters.KeySizeInBits ?? own.KeySizeInBits,
        };
    }
}
