using System.Net;
using System.Net.Sockets;

namespace Locket.Classic.Sockets;

/// <summary>
/// What is counted as one peer: an IPv4 address, or an IPv6 network of 64 bits, whose addresses its holder may change at will.
/// </summary>
internal static class PeerNetwork
{
    private const int NetworkInBytes = 8;

    /// <summary>The same for all addresses of one peer; IPv4 in IPv6 is IPv4.</summary>
    public static IPAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkInBytes).Clear();
        return new IPAddress(bytes);
    }

    public static bool IsThisMachine(IPAddress address)
        => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
