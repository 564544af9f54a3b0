using System.Security.Cryptography;
using Locket.Classic.Ciphers;

namespace Locket.Classic.Adoption;

/// <summary>Opens one classic file, as often as needed; what had to be found out is found out once.</summary>
internal sealed class ClassicFileOpener
{
    private readonly AdoptionScheme _scheme;
    private readonly ClassicOpenOptions _options;
    private readonly ClassicSecret _secret;
    private OpenSslEncOptions? _making;

    public ClassicFileOpener(AdoptionScheme scheme, ClassicOpenOptions options, ClassicSecret secret)
    {
        _scheme = scheme;
        _options = options;
        _secret = secret;
        _making = options.OpenSslEnc;
    }

    /// <summary>What the success of <see cref="DecryptAsync"/> means.</summary>
    public AdoptionAssurance Assurance { get; private set; }

    /// <summary>Whether the scheme notices a wrong password.</summary>
    public bool CanVouch
        => _scheme is AdoptionScheme.CbcHmac or AdoptionScheme.CbcHmacV2 or AdoptionScheme.GcmImage or AdoptionScheme.AesCrypt;

    /// <summary>Whether the padding is a check at least; what is guessed is always CBC.</summary>
    public bool IsPadded => _scheme != AdoptionScheme.OpenSslEnc || _making is null or { Cipher.IsPadded: true };

    /// <summary>How the file was made, where that had to be found out.</summary>
    public string? Detail { get; private set; }

    /// <exception cref="ClassicException">It does not open.</exception>
    /// <exception cref="AdoptionException">Nothing says how it was made.</exception>
    /// <exception cref="ArgumentException">The secret or a parameter does not fit the scheme.</exception>
    public async Task DecryptAsync(Stream source, Stream target, CancellationToken cancellationToken)
    {
        Assurance = AdoptionAssurance.NotAuthenticated;
        source.Position = 0;
        switch (_scheme)
        {
            case AdoptionScheme.CbcFile:
                await CbcFile.DecryptAsync(source, target, _secret, _options.CbcFile, cancellationToken).ConfigureAwait(false);
                break;
            case AdoptionScheme.CbcHmac:
                await MessageAsync(source, target, DecryptCbcHmac, cancellationToken).ConfigureAwait(false);
                Assurance = AdoptionAssurance.PartlyAuthenticated;
                break;
            case AdoptionScheme.CbcHmacV2:
                await CbcHmacV2.DecryptAsync(source, target, _secret, _options.CbcHmacV2, cancellationToken).ConfigureAwait(false);
                Assurance = AdoptionAssurance.Authenticated;
                break;
            case AdoptionScheme.GcmImage:
                await GcmImage.DecryptAsync(source, target, _secret, _options.GcmImage, cancellationToken).ConfigureAwait(false);
                Assurance = AdoptionAssurance.Authenticated;
                break;
            case AdoptionScheme.ChatCbc:
                await MessageAsync(
                    source, target, message => ChatCbc.Decrypt(message.Span, _secret, _options.ChatCbc), cancellationToken)
                    .ConfigureAwait(false);
                break;
            case AdoptionScheme.SocketCbc:
                await MessageAsync(source, target, message => SocketCbc.Decrypt(message.Span, _secret), cancellationToken)
                    .ConfigureAwait(false);
                break;
            case AdoptionScheme.OpenSslEnc:
                _making ??= await GuessAsync(source, cancellationToken).ConfigureAwait(false);
                await OpenSslEnc.DecryptAsync(source, target, _secret, _making, cancellationToken).ConfigureAwait(false);
                break;
            case AdoptionScheme.AesCrypt:
                AesCryptInfo info = await AesCryptFile.DecryptAsync(source, target, _secret, _options.AesCrypt, cancellationToken)
                    .ConfigureAwait(false);
                Assurance = info.IsLengthAuthenticated ? AdoptionAssurance.Authenticated : AdoptionAssurance.PartlyAuthenticated;
                break;
            default:
                throw new InvalidOperationException("internal error: a scheme without an opener");
        }
    }

    private static async Task MessageAsync(
        Stream source, Stream target, Func<ReadOnlyMemory<byte>, byte[]> decrypt, CancellationToken cancellationToken)
    {
        (byte[] message, int length) = await BoundedReader.ReadAsync(
            source, prefixLengthInBytes: 0, CbcHmacMessage.MaxJsonLengthInBytes, cancellationToken).ConfigureAwait(false);
        byte[] plaintext = await Task.Run(() => decrypt(message.AsMemory(0, length)), cancellationToken).ConfigureAwait(false);
        try
        {
            await target.WriteAsync(plaintext, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private byte[] DecryptCbcHmac(ReadOnlyMemory<byte> json)
        => CbcHmacMessage.TryParse(json, out CbcHmacMessage? message)
            ? CbcHmac.Decrypt(message, _secret, _options.CbcHmac)
            : throw new ClassicException(
                ClassicFailure.Malformed, "this is not JSON with the base64 members 'ciphertext', 'iv', 'salt' and 'mac'");

    private async Task<OpenSslEncOptions> GuessAsync(Stream source, CancellationToken cancellationToken)
    {
        if (_secret.IsRawKey)
        {
            throw new ArgumentException("a raw key opens a file of openssl-enc only together with its IV", nameof(source));
        }

        OpenSslEncGuess guess = await OpenSslEnc.GuessAsync(source, _secret, cancellationToken).ConfigureAwait(false);
        if (!guess.CouldBeCbc)
        {
            throw new AdoptionException(
                AdoptionFailure.UnknownMaking,
                "its length is not that of CBC, and nothing can tell how else a file of openssl enc was made");
        }

        if (guess.Candidates.Count == 0)
        {
            throw CbcErrors.WrongKeyOrDamaged();
        }

        OpenSslEncCandidate best = guess.Best ?? throw new AdoptionException(
            AdoptionFailure.UnknownMaking, "several common ways of openssl enc fit this file alike");
        Detail = Describe(best.Options);
        return best.Options;
    }

    private static string Describe(OpenSslEncOptions making)
    {
        string derivation = making.KeyDerivation == OpenSslKeyDerivation.Pbkdf2
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PBKDF2, {making.Iterations} iterations")
            : "EVP_BytesToKey";
        return $"{making.Cipher.Name}, {derivation}, {making.Digest.ToString().ToUpperInvariant()}";
    }
}
