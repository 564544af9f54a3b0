using Locket.Relay.Events;
using Locket.Relay.Limits;
using Locket.Relay.Live;

namespace Locket.Relay.Endpoint;

/// <summary>What all connections of a relay share.</summary>
internal sealed record RelayServices(
    RelayOptions Options,
    IRoomStore Store,
    RoomHub Hub,
    NewRoomLimiter NewRooms,
    RelayEvents Events,
    RelayMetrics Metrics,
    TimeProvider Time);
