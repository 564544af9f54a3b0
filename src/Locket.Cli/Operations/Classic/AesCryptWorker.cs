using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

internal sealed class AesCryptWorker : IClassicWorker
{
    public string? Remark { get; private set; }

    public Task EncryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
        => throw new InvalidOperationException("internal error: aes-crypt is only read");

    public async Task DecryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
    {
        AesCryptOptions own = new();
        AesCryptInfo info = await AesCryptFile.DecryptAsync(
            source, target, secret, own with { MaxIterations = parameters.Iterations ?? own.MaxIterations }, cancellationToken);
        Remark = info.IsLengthAuthenticated
            ? null
            : $"classic: version {info.Version} of AES Crypt does not authenticate the length: up to 15 bytes at the end can be cut or "
                + "added unnoticed";
    }
}
