using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

internal sealed class GcmImageWorker : IClassicWorker
{
    public Task EncryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
        => GcmImage.EncryptAsync(source, target, secret, Options(parameters), cancellationToken);

    public Task DecryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
        => GcmImage.DecryptAsync(source, target, secret, Options(parameters), cancellationToken);

    private static GcmImageOptions Options(ClassicParameters parameters)
    {
        GcmImageOptions own = new();
        return own with
        {
            Iterations = parameters.Iterations ?? own.Iterations,
            Hash = parameters.Hash ?? own.Hash,
            Salt = parameters.Salt,
            KeySizeInBits = parameters.KeySizeInBits ?? own.KeySizeInBits,
        };
    }
}
