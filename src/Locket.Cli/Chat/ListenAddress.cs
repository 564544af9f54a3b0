using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Locket.Cli.Errors;

namespace Locket.Cli.Chat;

/// <summary>Where a host listens: how people write it, and what is wrong where nobody can.</summary>
internal static class ListenAddress
{
    private const string Localhost = "localhost:";

    /// <summary>Reads an address of this machine with a port; <c>localhost</c> is the IPv4 one that never leaves it.</summary>
    /// <exception cref="CommandException">It is something else.</exception>
    public static IPEndPoint Parse(string text)
    {
        string address = text.StartsWith(Localhost, StringComparison.OrdinalIgnoreCase)
            ? string.Concat("127.0.0.1:", text.AsSpan(Localhost.Length))
            : text;

        // Without a port IPEndPoint takes 0, and IPv6 without brackets gives the last group away.
        bool hasPort = address.LastIndexOf(':') > address.LastIndexOf(']')
            && (address.StartsWith('[') || address.IndexOf(':', StringComparison.Ordinal) == address.LastIndexOf(':'));
        const int Port = ChatRequest.DefaultPort;
        return hasPort && IPEndPoint.TryParse(address, out IPEndPoint? found)
            ? found
            : throw CommandException.Usage(
                $"'{text}' is not an address of this machine with a port",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"write it like 127.0.0.1:{Port}, 0.0.0.0:{Port} or [::]:{Port}; port 0 is any that is free"));
    }

    /// <summary>Says why nobody can listen there.</summary>
    /// <param name="listen">Where.</param>
    /// <param name="failure">What the system said.</param>
    /// <param name="hint">What to do where another program may use the port.</param>
    public static CommandException Explain(IPEndPoint listen, Exception failure, string hint)
    {
        SocketError error = (failure.GetBaseException() as SocketException)?.SocketErrorCode ?? SocketError.SocketError;
        return error switch
        {
            SocketError.AddressNotAvailable => CommandException.Usage(
                $"{listen.Address} is no address of this machine",
                "for others to reach it by that one, listen on 0.0.0.0 or [::] and name it with --public"),
            SocketError.AccessDenied => CommandException.Usage(
                $"this user may not listen on {listen}", "choose a port from 1024 on with --listen ADDRESS:PORT"),
            _ => new CommandException(ExitCode.Failure, $"cannot listen on {listen}: {failure.GetBaseException().Message}", hint),
        };
    }
}
