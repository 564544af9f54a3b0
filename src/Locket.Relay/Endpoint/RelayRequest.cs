using System.Globalization;
using Locket.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Locket.Relay.Endpoint;

/// <summary>What a request asks for, read strictly.</summary>
internal static class RelayRequest
{
    public const string Route = "/v1/rooms/{address}/ws";

    /// <summary>The header that holds a fault's code where the answer is plain HTTP.</summary>
    public const string FaultHeader = "Locket-Fault";

    private const string AddressKey = "address";
    private const string AfterKey = "after";

    /// <summary>Reads path and query; <see cref="FaultCode.None"/> where both are as they should be.</summary>
    public static FaultCode Read(HttpRequest request, out RoomAddress address, out long after)
    {
        after = 0;
        if (!RoomAddress.TryParse(request.RouteValues[AddressKey] as string, out address))
        {
            return FaultCode.BadAddress;
        }

        return !request.Query.TryGetValue(AfterKey, out StringValues values) || TryReadAfter(values, out after)
            ? FaultCode.None
            : FaultCode.BadPosition;
    }

    public static int StatusOf(FaultCode fault) => fault switch
    {
        FaultCode.Unauthorized => StatusCodes.Status401Unauthorized,
        FaultCode.BadAddress or FaultCode.BadPosition => StatusCodes.Status400BadRequest,
        FaultCode.NotWebSocket => StatusCodes.Status426UpgradeRequired,
        FaultCode.RoomNotServed => StatusCodes.Status403Forbidden,
        FaultCode.TooManyConnections => StatusCodes.Status429TooManyRequests,
        FaultCode.RelayBusy or FaultCode.ShuttingDown => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    // Digits alone: no sign, no space, one spelling for each number but for leading zeros, which are refused too.
    private static bool TryReadAfter(StringValues values, out long after)
    {
        after = 0;
        return values is [string text]
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after)
            && (text is "0" || text[0] != '0');
    }
}
