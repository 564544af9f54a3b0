using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

internal sealed class OpenSslEncWorker : IClassicWorker
{
    public string? Remark { get; private set; }

    public Task EncryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
        => OpenSslEnc.EncryptAsync(source, target, secret, Options(parameters), cancellationToken);

    public async Task DecryptAsync(
        Stream source, Stream target, ClassicSecret secret, ClassicParameters parameters, CancellationToken cancellationToken)
    {
        if (secret.IsRawKey || parameters.SaysHowOpenSsl)
        {
            await OpenSslEnc.DecryptAsync(source, target, secret, Options(parameters), cancellationToken);
            return;
        }

        OpenSslEncGuess guess = await OpenSslEnc.DecryptGuessingAsync(source, target, secret, cancellationToken);
        OpenSslEncCandidate best = guess.Best!;
        string weight = best.Look switch
        {
            OpenSslPlaintextLook.Text => "it looks like text",
            OpenSslPlaintextLook.KnownFile => "it begins like a known kind of file",
            _ => "only the padding fits, which 1 wrong password in 28 also brings about: look at it",
        };
        Remark = $"classic: tried the common ways, and took {best.Options}; {weight}";
    }

    public static OpenSslEncOptions Options(ClassicParameters parameters)
    {
        OpenSslEncOptions own = new();
        return own with
        {
            Cipher = parameters.Cipher is string name ? OpenSslCipher.Parse(name) : own.Cipher,
            Digest = parameters.Digest is string digest ? Enum.Parse<OpenSslDigest>(digest, ignoreCase: true) : own.Digest,
            KeyDerivation = parameters.BytesToKey ? OpenSslKeyDerivation.BytesToKey : own.KeyDerivation,
            Iterations = parameters.Iterations ?? own.Iterations,
            Encoding = parameters.Base64 ? OpenSslEncoding.Base64 : own.Encoding,
            HasSalt = !parameters.NoSalt,
            Iv = parameters.Iv,
        };
    }
}
