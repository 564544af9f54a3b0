using Locket.Classic;
using Locket.Cli.Errors;

namespace Locket.Cli.Operations.Classic;

internal sealed class CbcFileWorker : IClassicWorker
{
    public Task EncryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
        => CbcFile.EncryptAsync(source, target, secret, Options(parameters, secret), cancellationToken);

    public Task DecryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
        => CbcFile.DecryptAsync(source, target, secret, Options(parameters, secret), cancellationToken);

    private static CbcFileOptions Options(ClassicParameters parameters, ClassicSecret secret)
        => secret.IsRawKey || parameters.Salt is { Length: > 0 }
            ? Options(parameters)
            : throw CommandException.Usage(
                "cbc-file keeps its salt in the program's source, so it must be given with the password",
                "give it with --salt HEX or --salt-file FILE");

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
