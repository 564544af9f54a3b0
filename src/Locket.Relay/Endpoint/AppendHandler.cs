using Locket.Relay.Events;
using Locket.Relay.Limits;
using Locket.Wire;

namespace Locket.Relay.Endpoint;

/// <summary>Takes one connection's appends to the store, within the limits.</summary>
internal sealed class AppendHandler
{
    private readonly RelayServices _services;
    private readonly RelayPeer _peer;
    private readonly AppendBudget _budget;
    private readonly RefusalRuns _runs;

    public AppendHandler(RelayServices services, RelayPeer peer)
    {
        _services = services;
        _peer = peer;
        _budget = new AppendBudget(services.Options, services.Time);
        _runs = new RefusalRuns(services.Time);
    }

    /// <summary>Gives the answer; a fault that does not concern this append alone ends the connection.</summary>
    public async ValueTask<IFrame> HandleAsync(AppendFrame frame)
    {
        if (!_budget.TryTake(out TimeSpan wait, out bool isFlood))
        {
            return isFlood ? new FaultFrame(FaultCode.Flooding, wait) : Refuse(FaultCode.TooManyAppends, wait);
        }

        AppendResult result;
        try
        {
            result = await AppendAsync(frame.Body).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // a store may fail in its own ways; the client is told, and the event says so
        catch (Exception)
#pragma warning restore CA1031
        {
            return new FaultFrame(FaultCode.StoreFailed, TimeSpan.FromSeconds(1));
        }

        if (result.Fault != FaultCode.None)
        {
            return Refuse(result.Fault, result.RetryAfter);
        }

        if (result.IsNew)
        {
            _services.Metrics.Appended(frame.Body.Length);
        }
        else
        {
            _services.Events.Tell(RelayEventKind.AppendRepeated, _peer.Room, _peer.Network, _peer.Number);
        }

        return new StoredFrame(result.Id, result.Seq);
    }

    private async ValueTask<AppendResult> AppendAsync(ReadOnlyMemory<byte> body)
    {
        // Most appends go to rooms that exist; only the others need a permit.
        AppendResult result =
            await _services.Store.AppendAsync(_peer.Room, body, mayCreate: false, CancellationToken.None).ConfigureAwait(false);
        if (result.Fault != FaultCode.TooManyRooms)
        {
            return result;
        }

        if (!_services.NewRooms.TryTake(_peer.Network, out TimeSpan wait))
        {
            return AppendResult.Refused(result.Id, FaultCode.TooManyRooms, wait);
        }

        bool isUsed = false;
        try
        {
            result = await _services.Store.AppendAsync(_peer.Room, body, mayCreate: true, CancellationToken.None).ConfigureAwait(false);
            isUsed = result.CreatedRoom;
            return result;
        }
        finally
        {
            if (!isUsed)
            {
                _services.NewRooms.GiveBack(_peer.Network);
            }
        }
    }

    private FaultFrame Refuse(FaultCode fault, TimeSpan wait)
    {
        if (_runs.IsFirst(fault))
        {
            _services.Events.Tell(RelayEvents.KindOf(fault), _peer.Room, _peer.Network, _peer.Number, fault);
        }

        return new FaultFrame(fault, wait);
    }
}
