using System.Net;

namespace Locket.Cli.Operations.Classic;

/// <summary>What the protocols give away, said before they are spoken.</summary>
internal static class SocketWarnings
{
    public static IEnumerable<string> For(SocketRequest request, bool isLoopback)
    {
        yield return request.IsChat
            ? "warning: classic chat-cbc protects little: the password crosses the network in clear and the key comes from it alone, so "
                + "whoever listens reads everything; whoever connects gets the password encrypted under itself and "
                + "can guess it at leisure; "
                + "messages can be altered, repeated and swapped unnoticed"
            : "warning: classic socket-cbc protects little: one fixed key for everyone and for ever, messages can be altered and repeated "
                + "unnoticed, and where a server replies, whether it does lets anyone who recorded a message find out its text "
                + "(serve --no-reply does not)";
        if (isLoopback)
        {
            yield break;
        }

        yield return request.IsServer
            ? $"WARNING: {request.Host} is not this machine alone: everyone who can reach it over the network can use all of the above. "
                + "Listen on 127.0.0.1 and let others in through an SSH tunnel or a VPN"
            : $"WARNING: {request.Host} is not this machine: everyone on the way there can use all of the above. "
                + "Use an SSH tunnel or a VPN";
    }

    public static bool IsLoopback(string host)
        => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
