using System.Net;
using System.Net.Sockets;

namespace Locket.Relay.Limits;

/// <summary>
/// What limits are counted by: an IPv4 address, or the first half of an IPv6 address, which is what one customer is given.
/// </summary>
internal readonly record struct NetworkAddress
{
    private const int Ipv6NetworkInBytes = 8;

    private readonly UInt128 _value;

    public NetworkAddress(IPAddress? address)
    {
        IPAddress found = address ?? IPAddress.None;
        found = found.IsIPv4MappedToIPv6 ? found.MapToIPv4() : found;
        byte[] bytes = found.GetAddressBytes();
        if (found.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(found))
        {
            bytes.AsSpan(Ipv6NetworkInBytes).Clear();
        }

        // The length keeps 1.2.3.4 apart from an IPv6 address that ends alike.
        foreach (byte part in bytes)
        {
            _value = (_value << 8) | part;
        }

        IsV4 = bytes.Length == 4;
    }

    public bool IsV4 { get; }

    public void Write(Span<byte> destination)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(destination, _value);
        destination[16] = IsV4 ? (byte)4 : (byte)6;
    }

    /// <summary>Nothing: network addresses are logged as pseudonyms only.</summary>
    public override string ToString() => "network address";
}
