using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Locket.Rooms.Invitations;

namespace Locket.Rooms;

/// <summary>
/// Where a room is and how it is sealed; all that one needs beside the password (docs/protocol.md, "Room code and keys").
/// </summary>
/// <remarks>
/// <code>
///  locket://HOST[:PORT]/CODE[#PARAMETER[&amp;PARAMETER]...]      suite=128 | pin=43 characters, base64url
/// </code>
/// It holds the room code, so <see cref="ToString"/> does not show it; <see cref="ToText"/> does.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record Invitation
{
    /// <summary>The longest invitation in characters.</summary>
    public const int MaxLengthInCharacters = 512;

    /// <summary>The port of a relay where none is said: that of HTTPS.</summary>
    public const int DefaultPort = 443;

    /// <summary>The length of a pin in bytes, a SHA-256.</summary>
    public const int PinInBytes = SHA256.HashSizeInBytes;

    /// <summary>Gets the relay's host: a name of ASCII letters, an IPv4 address, or an IPv6 address without brackets.</summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public required string Host
    {
        get;
        init => field = InvitationHost.TryNormalize(value, out string? host)
            ? host
            : throw new ArgumentException("a host is a name or an address", nameof(value));
    }

    /// <summary>Gets the relay's port, 1 to 65535. Default 443.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that.</exception>
    public int Port
    {
        get;
        init => field = value is > 0 and <= ushort.MaxValue
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "a port is 1 to 65535");
    } = DefaultPort;

    /// <summary>Gets the room's code.</summary>
    public required RoomCode Code { get; init; }

    /// <summary>Gets the cipher suite of the whole room. Default AES-256.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The suite is unknown.</exception>
    public CipherSuite Suite
    {
        get;
        init => field = value is CipherSuite.Aes256 or CipherSuite.Aes128
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "unknown suite");
    }

    /// <summary>
    /// Gets the SHA-256 of the only certificate (DER) that is taken for the relay's, 32 bytes; empty where certificates are judged as
    /// usual.
    /// </summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public ReadOnlyMemory<byte> Pin
    {
        get;
        init => field = value.Length is 0 or PinInBytes
            ? value.ToArray()
            : throw new ArgumentException($"a pin has {PinInBytes} bytes", nameof(value));
    }

    /// <summary>Reads an invitation.</summary>
    /// <param name="text">Untrusted; white space around it is dropped.</param>
    /// <param name="invitation">The invitation.</param>
    /// <param name="problem">What is wrong with it: lower case, no full stop, nothing of the code.</param>
    /// <returns>False for text that is no invitation, and for one with a parameter that this version does not know.</returns>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out Invitation? invitation, [NotNullWhen(false)] out string? problem)
    {
        invitation = InvitationReader.Parse((text ?? string.Empty).AsSpan().Trim(), out problem);
        return invitation is not null;
    }

    /// <summary>Writes the invitation in its canonical form.</summary>
    /// <returns>What <see cref="TryParse"/> reads.</returns>
    public string ToText()
    {
        List<string> parameters = [];
        if (Suite == CipherSuite.Aes128)
        {
            parameters.Add("suite=128");
        }

        if (!Pin.IsEmpty)
        {
            parameters.Add("pin=" + System.Buffers.Text.Base64Url.EncodeToString(Pin.Span));
        }

        string host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        string port = Port == DefaultPort ? string.Empty : string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{Port}");
        string fragment = parameters.Count == 0 ? string.Empty : "#" + string.Join('&', parameters);
        return $"{InvitationReader.Scheme}{host}{port}/{Code.ToText()}{fragment}";
    }

    /// <summary>Compares all of two invitations, the pin by its bytes.</summary>
    /// <param name="other">The other.</param>
    /// <returns>Whether both lead to the same room in the same way.</returns>
    public bool Equals(Invitation? other)
        => other is not null
            && string.Equals(Host, other.Host, StringComparison.Ordinal)
            && Port == other.Port
            && Code.Equals(other.Code)
            && Suite == other.Suite
            && Pin.Span.SequenceEqual(other.Pin.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Host, Port, Code, Suite);

    /// <summary>Says what this is and nothing of the room.</summary>
    /// <returns><c>Invitation</c>.</returns>
    public override string ToString() => nameof(Invitation);
}
