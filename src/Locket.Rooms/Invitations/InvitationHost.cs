using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Locket.Rooms.Invitations;

/// <summary>
/// What may stand for the relay's host: one spelling for each, and nothing that another program would read as something else.
/// </summary>
internal static class InvitationHost
{
    /// <summary>The longest name in characters (RFC 1035, section 2.3.4).</summary>
    private const int MaxNameInCharacters = 253;

    /// <summary>The longest label of a name in characters (RFC 1035, section 2.3.1).</summary>
    private const int MaxLabelInCharacters = 63;

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly SearchValues<char> AddressCharacters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Checks a host without brackets and gives its canonical spelling.</summary>
    public static bool TryNormalize(string? host, [NotNullWhen(true)] out string? normalized)
    {
        normalized = null;
        if (host is null || host.Length is 0 or > MaxNameInCharacters)
        {
            return false;
        }

        if (host.Contains(':', StringComparison.Ordinal))
        {
            // A zone index means something on one machine only, and brackets are not part of the address.
            bool isAddress = !host.AsSpan().ContainsAnyExcept(AddressCharacters)
                && IPAddress.TryParse(host, out IPAddress? address)
                && address.AddressFamily == AddressFamily.InterNetworkV6
                && (normalized = address.ToString()) is not null;
            return isAddress;
        }

#pragma warning disable CA1308 // names of hosts are written in lower case
        string name = host.ToLowerInvariant();
#pragma warning restore CA1308
        normalized = IsName(name) ? name : null;
        return normalized is not null;
    }

    private static bool IsName(string name)
    {
        string[] labels = name.Split('.');
        foreach (string label in labels)
        {
            if (label.Length is 0 or > MaxLabelInCharacters
                || label.AsSpan().ContainsAnyExcept(LabelCharacters)
                || label[0] == '-'
                || label[^1] == '-')
            {
                return false;
            }
        }

        // Programs take "1", "1.2" or "0x7f.1" for IPv4 addresses, each in its own way; only the form that all read alike is a host.
        return !char.IsAsciiDigit(labels[^1][0])
            || (IPAddress.TryParse(name, out IPAddress? address) && string.Equals(address.ToString(), name, StringComparison.Ordinal));
    }
}
