using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

internal sealed class CbcHmacV2Worker : IClassicWorker
{
    public Task EncryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
    {
        CbcHmacV2Options own = new();
        CbcHmacV2Options options = own with
        {
            Iterations = parameters.Iterations ?? own.Iterations,
            KeySizeInBits = parameters.KeySizeInBits ?? (secret.IsRawKey ? secret.LengthInBytes * 8 : own.KeySizeInBits),
        };
        return CbcHmacV2.EncryptAsync(source, target, secret, options, cancellationToken);
    }

    /// <summary>The file says its own parameters; given iterations are the most that it may ask for.</summary>
    public Task DecryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
    {
        CbcHmacV2Options own = new();
        CbcHmacV2Options options = own with { MaxIterations = parameters.Iterations ?? own.MaxIterations };
        return CbcHmacV2.DecryptAsync(source, target, secret, options, cancellationToken);
    }
}
