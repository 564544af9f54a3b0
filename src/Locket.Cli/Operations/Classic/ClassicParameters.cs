using System.Security.Cryptography;

namespace Locket.Cli.Operations.Classic;

/// <summary>What the parameter options say; null where the scheme's own value stands.</summary>
internal sealed record ClassicParameters
{
    public int? Iterations { get; init; }

    public HashAlgorithmName? Hash { get; init; }

    public byte[]? Salt { get; init; }

    public int? KeySizeInBits { get; init; }
}
