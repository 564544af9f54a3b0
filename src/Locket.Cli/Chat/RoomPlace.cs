using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Locket.Cli.Errors;
using Locket.Rooms;

namespace Locket.Cli.Chat;

/// <summary>Finds out which room is meant, and what a host's own is called.</summary>
internal static class RoomPlace
{
    private const string Scheme = "locket://";

    /// <summary>The room to join.</summary>
    /// <exception cref="CommandException">The text names none.</exception>
    public static Invitation ToJoin(ChatRequest request)
    {
        // A long invitation is copied over the line breaks of a terminal, and a host never has spaces.
        string text = string.Concat(request.Room!.Where(character => !char.IsWhiteSpace(character)));
        if (text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            if (!Invitation.TryParse(text, out Invitation? invitation, out string? problem))
            {
                throw CommandException.Usage(
                    $"this is not an invitation: {MissingEnd(text) ?? problem}",
                    "copy it whole, in quotes, since the shell would cut it at '#' or '&'");
            }

            return request.IsAes128 && invitation.Suite != CipherSuite.Aes128
                ? throw CommandException.Usage(
                    "--aes128 contradicts the invitation", "leave it out: the invitation says which the room has")
                : invitation;
        }

        RefuseOtherForms(text);
        (string host, int port) = HostAndPort(text, ChatRequest.DefaultPort);
        return Make(host, port, RoomCode.Classic, request, pin: default);
    }

    /// <summary>The room that this process hosts.</summary>
    public static Invitation ToHost(ChatRequest request, IPEndPoint endPoint, string fingerprint)
    {
        RoomCode code = request.IsClassicCode || request.Code is not null ? CodeOf(request) : RoomCode.Generate();
        (string host, int port) = request.PublicHost is { } named
            ? HostAndPort(named, endPoint.Port)
            : (OwnAddress(endPoint.Address).ToString(), endPoint.Port);
        return Make(host, port, code, request, Convert.FromHexString(fingerprint));
    }

    /// <summary>The code that the options name.</summary>
    /// <exception cref="CommandException">It is none.</exception>
    public static RoomCode CodeOf(ChatRequest request)
    {
        if (request.Code is not { } given)
        {
            return RoomCode.Classic;
        }

        return RoomCode.TryParse(given, out RoomCode? parsed)
            ? parsed
            : throw CommandException.Usage("--code is not a room code", "it has 12 letters and digits, as in k7qx-29mf-c3pd");
    }

    /// <summary>Says that the end was not copied; null where something else is wrong.</summary>
    private static string? MissingEnd(string invitation)
    {
        const string Pin = "pin=";
        const int PinInCharacters = 43;
        int hash = invitation.IndexOf('#', StringComparison.Ordinal);
        string last = hash < 0 ? Pin : invitation[(hash + 1)..].Split('&')[^1];
        bool isCut = last.Length < Pin.Length
            ? Pin.StartsWith(last, StringComparison.Ordinal)
            : last.StartsWith(Pin, StringComparison.Ordinal) && last.Length < Pin.Length + PinInCharacters && hash > 0;
        return isCut
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"its end is missing: the pin has {Math.Max(0, last.Length - Pin.Length)} of {PinInCharacters} characters")
            : null;
    }

    private static void RefuseOtherForms(string text)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            throw CommandException.Usage(
                $"an invitation begins with {Scheme}, not with {text[..(scheme + 3)]}", "copy the whole line that the host shows");
        }

        const int GroupInCharacters = 4;
        bool isInGroups = text.Split('-') is { Length: 3 } groups && Array.TrueForAll(groups, group => group.Length == GroupInCharacters);
        if (isInGroups && RoomCode.TryParse(text, out _))
        {
            throw CommandException.Usage(
                $"'{text}' is a room's code, without the host that has the room",
                "ask for the whole invitation (locket://...); if it is a host's name, write it with its port, HOST:PORT");
        }
    }

    private static Invitation Make(string host, int port, RoomCode code, ChatRequest request, ReadOnlyMemory<byte> pin)
    {
        try
        {
            return new Invitation
            {
                Host = host,
                Port = port,
                Code = code,
                Suite = request.IsAes128 ? CipherSuite.Aes128 : CipherSuite.Aes256,
                Pin = pin,
            };
        }
        catch (ArgumentException failure)
        {
            throw CommandException.Usage(
                $"'{host}' is no host: {ErrorTable.Explain(failure).Message}", "give an invitation (locket://...), or HOST:PORT");
        }
    }

    private static (string Host, int Port) HostAndPort(string text, int otherwise)
    {
        int colon = text.LastIndexOf(':');
        bool hasPort = colon > text.LastIndexOf(']') && text.IndexOf(':', StringComparison.Ordinal) == colon;
        hasPort |= colon > 0 && text[colon - 1] == ']';
        if (!hasPort)
        {
            return (text.Trim('[', ']'), otherwise);
        }

        return ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0
            ? (text[..colon].Trim('[', ']'), port)
            : throw CommandException.Usage($"'{text[(colon + 1)..]}' is not a port from 1 to 65535", "write HOST:PORT");
    }

    /// <summary>Where one listens on every address, the first that others in the network can reach.</summary>
    private static IPAddress OwnAddress(IPAddress listening)
    {
        if (!listening.Equals(IPAddress.Any) && !listening.Equals(IPAddress.IPv6Any))
        {
            return listening;
        }

        IEnumerable<IPAddress> own = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up
                && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address)
            .Where(address => !address.IsIPv6LinkLocal);
        return own.OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).FirstOrDefault() ?? IPAddress.Loopback;
    }
}
