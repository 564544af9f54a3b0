using Locket.Relay.Endpoint;
using Locket.Relay.Events;
using Locket.Relay.Limits;
using Locket.Relay.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Locket.Relay;

/// <summary>Adds a relay to an ASP.NET Core program: <see cref="AddLocketRelay"/>, then <see cref="MapLocketRelay"/>.</summary>
public static class LocketRelay
{
    /// <summary>The name of the relay's meter in <see cref="System.Diagnostics.Metrics"/>.</summary>
    public const string MeterName = "Locket.Relay";

    /// <summary>
    /// Registers a relay. Its store is the registered <see cref="IRoomStore"/>, otherwise a <see cref="MemoryRoomStore"/>; its clock is the
    /// registered <see cref="TimeProvider"/>, otherwise the system's.
    /// </summary>
    /// <remarks>
    /// ASP.NET Core's own lines name the path of each request, and with it the room: they are filtered out, unless a configuration of the
    /// program asks for them by a rule for one provider.
    /// </remarks>
    /// <param name="services">The program's services.</param>
    /// <param name="options">The relay's limits.</param>
    /// <param name="receiver">Called for every event, from any thread; must return soon and not throw. Null: log and metrics only.</param>
    /// <exception cref="ArgumentException">An option is outside its limits.</exception>
    public static IServiceCollection AddLocketRelay(
        this IServiceCollection services, RelayOptions options, Action<RelayEvent>? receiver = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(nameof(options));
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRoomStore>(provider => new MemoryRoomStore(options.Store, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(options);
        services.AddSingleton(new RelayEventReceiver(receiver));
        services.AddSingleton<RoomHub>();
        services.AddSingleton<NewRoomLimiter>();
        services.AddSingleton<ConnectionLimiter>();
        services.AddSingleton<Pseudonyms>();
        services.AddSingleton<RelayMetrics>();
        services.AddSingleton<RelayEvents>();
        services.AddSingleton<RelayServices>();
        services.AddSingleton<ConnectionGate>();
        services.AddSingleton<RelayEndpoint>();
        services.AddHostedService<SweepService>();
        services.Configure<LoggerFilterOptions>(filters =>
            filters.Rules.Add(new LoggerFilterRule(null, "Microsoft.AspNetCore", LogLevel.None, null)));
        return services;
    }

    /// <summary>Maps <c>GET /v1/rooms/{address}/ws?after={seq}</c>, WebSockets included.</summary>
    /// <param name="endpoints">The program's endpoints.</param>
    /// <returns>The endpoint, for further conventions.</returns>
    public static IEndpointConventionBuilder MapLocketRelay(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        RelayEndpoint endpoint = endpoints.ServiceProvider.GetRequiredService<RelayEndpoint>();
        IApplicationBuilder pipeline = endpoints.CreateApplicationBuilder();
        pipeline.UseWebSockets();
        pipeline.Run(endpoint.HandleAsync);
        // HTTP/2 opens a WebSocket with CONNECT.
        return endpoints.MapMethods(RelayRequest.Route, ["GET", "CONNECT"], pipeline.Build()).WithDisplayName("Locket relay");
    }
}
