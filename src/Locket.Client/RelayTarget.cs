using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Locket.Wire;

namespace Locket.Client;

/// <summary>Which relay to talk to, and by what it is known.</summary>
/// <remarks>Holds the token of a private relay, so <see cref="ToString"/> shows host and port alone.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record RelayTarget
{
    /// <summary>The port of HTTPS, where no other is said.</summary>
    public const int DefaultPort = 443;

    /// <summary>The length of a pin in bytes: SHA-256.</summary>
    public const int PinInBytes = SHA256.HashSizeInBytes;

    /// <summary>The shortest token in characters (docs/protocol.md, "Connection").</summary>
    public const int MinTokenInCharacters = 16;

    /// <summary>The longest token in characters (docs/protocol.md, "Connection").</summary>
    public const int MaxTokenInCharacters = 256;

    /// <summary>The host: a name, an IPv4 address, or an IPv6 address with or without brackets.</summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public required string Host
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            string bare = value is ['[', .. string inside, ']'] ? inside : value;
            field = Uri.CheckHostName(bare) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
                ? bare
                : throw new ArgumentException("a host is a name or an address", nameof(value));
        }
    }

    /// <summary>The port, 1 to 65535. Default: 443.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that.</exception>
    public int Port
    {
        get;
        init => field = value is > 0 and <= ushort.MaxValue ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = DefaultPort;

    /// <summary>
    /// SHA-256 of the one certificate (DER) that is taken, 32 bytes; then its names, dates and issuer are not looked at. Default: empty,
    /// the
    /// system judges certificates.
    /// </summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public ReadOnlyMemory<byte> Pin
    {
        get;
        init => field = value.Length is 0 or PinInBytes
            ? value.ToArray()
            : throw new ArgumentException($"a pin has {PinInBytes} bytes", nameof(value));
    }

    /// <summary>
    /// Whether a certificate that the system does not trust is taken where there is no pin. Default: false. Then whoever stands in between
    /// can
    /// be the relay; the certificate of the first connection is pinned for the later ones, and reported.
    /// </summary>
    public bool TakesAnyCertificate { get; init; }

    /// <summary>The token of a private relay, 16 to 256 letters, digits and <c>-._~+/=</c>. Default: null, none is sent.</summary>
    /// <exception cref="ArgumentException">It is shorter, longer or holds other characters.</exception>
    public string? Token
    {
        get;
        init => field = value is null || IsToken(value)
            ? value
            : throw new ArgumentException("a token has 16 to 256 letters, digits and -._~+/=", nameof(value));
    }

    /// <summary>
    /// Entries that are sent per second of this side's own accord, three times as many at once after a rest. Default: 50, what a relay
    /// takes by default (docs/protocol.md, "Constants"); another is for one that takes more or less.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 1 and 1,000,000.</exception>
    public int AppendsPerSecond
    {
        get;
        init => field = value is > 0 and <= 1_000_000 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = 50;

    /// <summary>How long connecting may take, from the name's look-up to the relay's answer. Default: 20 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 1 hour.</exception>
    public TimeSpan ConnectLimit
    {
        get;
        init => field = value > TimeSpan.Zero && value <= TimeSpan.FromHours(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value));
    } = TimeSpan.FromSeconds(20);

    /// <summary>Host and port, as a user knows the relay; nothing of pin and token.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");

    internal Uri UriOf(RoomAddress room, long after)
        => new(string.Create(CultureInfo.InvariantCulture, $"wss://{ToString()}/v1/rooms/{room.ToHex()}/ws?after={after}"));

    private static bool IsToken(string value)
        => value.Length is >= MinTokenInCharacters and <= MaxTokenInCharacters
            && value.All(character => char.IsAsciiLetterOrDigit(character) || "-._~+/=".Contains(character, StringComparison.Ordinal));
}
