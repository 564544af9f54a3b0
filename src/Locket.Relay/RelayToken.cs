using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Locket.Relay;

/// <summary>The bearer token of a private relay. Keeps a keyed hash of it, not the token.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RelayToken
{
    /// <summary>The shortest token in characters: 16, which is 80 bits in base32; tokens are compared online, never stretched.</summary>
    public const int MinLengthInCharacters = 16;

    /// <summary>The longest token in characters: 256, so that it fits any proxy's limit for a header.</summary>
    public const int MaxLengthInCharacters = 256;

    private const string Scheme = "Bearer ";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _hash;

    /// <summary>Takes a token.</summary>
    /// <param name="token">16 to 256 characters of RFC 6750: letters, digits and <c>-._~+/=</c>. Best made at random.</param>
    /// <exception cref="ArgumentException">It is shorter, longer, or holds other characters.</exception>
    public RelayToken(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length is < MinLengthInCharacters or > MaxLengthInCharacters
            || !token.All(character => char.IsAsciiLetterOrDigit(character) || "-._~+/=".Contains(character, StringComparison.Ordinal)))
        {
            throw new ArgumentException("a token has 16 to 256 letters, digits and -._~+/=", nameof(token));
        }

        _hash = Hash(token);
    }

    /// <summary>The words "relay token", never the token.</summary>
    public override string ToString() => "relay token";

    /// <summary>Whether an Authorization header holds this token. Takes the same time wherever a wrong token differs.</summary>
    internal bool IsIn(string? authorization)
        => authorization is not null
            && authorization.Length <= Scheme.Length + MaxLengthInCharacters
            && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(authorization[Scheme.Length..]), _hash);

    private byte[] Hash(string token) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(token));
}
