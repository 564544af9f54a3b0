using Locket.Relay.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Locket.Relay.Endpoint;

/// <summary>Frees expired entries now and then, as long as the relay runs.</summary>
internal sealed class SweepService : BackgroundService
{
    private readonly RelayServices _services;
    private readonly ILogger _logger;

    public SweepService(RelayServices services, ILogger<SweepService> logger)
    {
        _services = services;
        _logger = logger;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(_services.Options.SweepInterval, _services.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await SweepAsync(stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The relay stops.
        }
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        try
        {
            int entries = await _services.Store.SweepAsync(stopping).ConfigureAwait(false);
            if (entries > 0)
            {
                _services.Metrics.Expired(entries);
                RelayLog.Swept(_logger, entries);
            }
        }
#pragma warning disable CA1031 // a store that fails once must not end the relay; the next round tries again
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            RelayLog.SweepFailed(_logger, failure.GetType().Name);
        }
    }
}
