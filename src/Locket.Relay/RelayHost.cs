using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Authentication;
using Locket.Relay.Endpoint;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Locket.Relay;

/// <summary>A relay inside another program, over TLS with a certificate that joiners pin: what <c>locket chat --host</c> runs.</summary>
public sealed class RelayHost : IAsyncDisposable
{
    /// <summary>How long a stop waits for connections to end beyond their own close limit, in seconds.</summary>
    private const int StopMarginInSeconds = 5;

    private readonly WebApplication _application;
    private readonly RelayCertificate? _ownCertificate;
    private bool _isDisposed;

    private RelayHost(WebApplication application, RelayCertificate certificate, RelayCertificate? ownCertificate, IPEndPoint endPoint)
    {
        _application = application;
        _ownCertificate = ownCertificate;
        EndPoint = endPoint;
        Fingerprint = certificate.Fingerprint;
    }

    /// <summary>Gets where it listens, with the port that it was given.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Gets SHA-256 of the certificate as 64 lower-case hexadecimal digits, for the invitation.</summary>
    public string Fingerprint { get; }

    /// <summary>Starts a relay.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="receiver">Called for every event, from any thread; must return soon and not throw.</param>
    /// <param name="loggers">Where the relay logs; null for nowhere. ASP.NET Core itself logs nowhere: its lines hold addresses.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="store">The store, which stays its owner's; null for a memory store that ends with the relay.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">An option is outside its limits.</exception>
    /// <exception cref="IOException">The address is in use or not this machine's.</exception>
    public static async Task<RelayHost> StartAsync(
        RelayHostOptions options,
        Action<RelayEvent>? receiver = null,
        ILoggerFactory? loggers = null,
        TimeProvider? time = null,
        IRoomStore? store = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Relay.Validate(nameof(options));
        time ??= TimeProvider.System;
        RelayCertificate? own = options.Certificate is null ? RelayCertificate.Create(time) : null;
        WebApplication? application = null;
        try
        {
            RelayCertificate certificate = options.Certificate ?? own!;
            application = Build(options, certificate, receiver, loggers, time, store);
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            return new RelayHost(application, certificate, own, EndPointOf(application, options.Listen));
        }
        catch
        {
            if (application is not null)
            {
                await application.DisposeAsync().ConfigureAwait(false);
            }

            own?.Dispose();
            throw;
        }
    }

    /// <summary>Tells every client that the relay stops, waits for their goodbyes within the limits, and frees everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _ownCertificate?.Dispose();
    }

    private static WebApplication Build(
        RelayHostOptions options,
        RelayCertificate certificate,
        Action<RelayEvent>? receiver,
        ILoggerFactory? loggers,
        TimeProvider time,
        IRoomStore? store)
    {
        // The empty builder reads no files, variables or arguments: the program that hosts the relay says everything.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(server => Configure(server, options, certificate));
        builder.Services.AddRouting();
        builder.Services.AddSingleton(time);
        if (store is not null)
        {
            builder.Services.AddSingleton(store);
        }

        builder.Services.AddLocketRelay(options.Relay, receiver);
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout =
                options.Relay.SlowReaderLimit + (2 * options.Relay.CloseLimit) + TimeSpan.FromSeconds(StopMarginInSeconds));
        if (loggers is not null)
        {
            builder.Services.RemoveAll(typeof(ILogger<>));
            builder.Services.AddSingleton(new Hosting.RelayLoggers(loggers));
            builder.Services.AddSingleton(typeof(ILogger<>), typeof(Hosting.RelayLogger<>));
        }

        WebApplication application = builder.Build();
        application.UseRouting();
        application.MapLocketRelay();
        return application;
    }

    [SuppressMessage("Security", "CA5398:Avoid hardcoded SslProtocols values",
        Justification = "older versions must stay out whatever the machine allows")]
    private static void Configure(KestrelServerOptions server, RelayHostOptions options, RelayCertificate certificate)
    {
        server.AddServerHeader = false;
        // Requests have no body, and a head of a few hundred bytes.
        server.Limits.MaxRequestBodySize = 0;
        server.Limits.RequestHeadersTimeout = options.Relay.SlowReaderLimit;
        server.Listen(options.Listen, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            ConnectionGate gate = listen.ApplicationServices.GetRequiredService<ConnectionGate>();
            listen.Use(next => connection => gate.PassAsync(connection, next));
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate.Certificate;
                https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
                https.HandshakeTimeout = options.Relay.SlowReaderLimit;
            });
        });
    }

    private static IPEndPoint EndPointOf(WebApplication application, IPEndPoint asked)
    {
        IServerAddressesFeature? addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        string address = addresses?.Addresses.Single() ?? throw new InvalidOperationException("internal error: the server has no address");
        return new IPEndPoint(asked.Address, new Uri(address).Port);
    }
}
