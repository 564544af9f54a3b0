using System.Security.Cryptography;

namespace Locket.Cli.Operations.Classic;

/// <summary>What the parameter options say; null where the scheme's own value stands.</summary>
internal sealed record ClassicParameters
{
    public int? Iterations { get; init; }

    public HashAlgorithmName? Hash { get; init; }

    public byte[]? Salt { get; init; }

    public int? KeySizeInBits { get; init; }

    /// <summary>The rest is for <c>openssl-enc</c>: its cipher as openssl names it.</summary>
    public string? Cipher { get; init; }

    public string? Digest { get; init; }

    public bool BytesToKey { get; init; }

    public bool Base64 { get; init; }

    public bool NoSalt { get; init; }

    public byte[] Iv { get; init; } = [];

    /// <summary>Whether anything says how an <c>openssl-enc</c> file was made, so that it is not guessed.</summary>
    public bool SaysHowOpenSsl => Cipher is not null || Digest is not null || Iterations is not null || BytesToKey || Base64 || NoSalt;
}
