namespace Locket.Relay;

/// <summary>What a relay allows. Each limit, once reached, is answered with its fault and told as an event.</summary>
public sealed record RelayOptions
{
    /// <summary>What the store keeps; used where the relay makes its own memory store.</summary>
    public RoomStoreOptions Store { get; init; } = new();

    /// <summary>
    /// The token that every client must send. Default: null, anybody may connect. <see cref="Wire.FaultCode.Unauthorized"/>.
    /// </summary>
    public RelayToken? Token { get; init; }

    /// <summary>
    /// The rooms that are served; those that are not on it can be neither read nor made. Default: null, any room.
    /// <see cref="Wire.FaultCode.RoomNotServed"/>.
    /// </summary>
    public ServedRooms? Rooms { get; init; }

    /// <summary>
    /// Appends per second of one connection, on average. Default: 50; a file of 64 MiB is on its way in 6 seconds.
    /// Then <see cref="Wire.FaultCode.TooManyAppends"/>.
    /// </summary>
    public int AppendsPerSecond { get; init; } = 50;

    /// <summary>Appends of one connection at once after a rest. Default: 200, an outbox that filled up offline.</summary>
    public int AppendBurst { get; init; } = 200;

    /// <summary>
    /// Appends in a row that are refused one by one before the connection ends. Default: 100, more than a client that heeds the wait can
    /// have
    /// under way. Then <see cref="Wire.FaultCode.Flooding"/>.
    /// </summary>
    public int MaxRefusedAppends { get; init; } = 100;

    /// <summary>
    /// Connections of one network address (IPv6: one /64) at once. Default: 64, two full rooms behind one router.
    /// Then <see cref="Wire.FaultCode.TooManyConnections"/>.
    /// </summary>
    public int MaxConnectionsPerAddress { get; init; } = 64;

    /// <summary>Connections in all. Default: 4,096. Then <see cref="Wire.FaultCode.RelayBusy"/>.</summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>Rooms that one network address may make in an hour. Default: 60. Then <see cref="Wire.FaultCode.TooManyRooms"/>.</summary>
    public int NewRoomsPerAddressAndHour { get; init; } = 60;

    /// <summary>
    /// How long one frame may take to be sent. Default: 10 seconds, 26 KiB/s for the largest.
    /// Then <see cref="Wire.FaultCode.SlowReader"/>.
    /// </summary>
    public TimeSpan SlowReaderLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a connection that ends may take for its last frames and the other side's goodbye. Default: 5 seconds; then it is cut.
    /// </summary>
    public TimeSpan CloseLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often a quiet connection is pinged. Default: 30 seconds, below what routers and proxies forget connections after.
    /// </summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the answer to a ping may take. Default: 20 seconds; then the connection is lost.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often expired entries are freed. Default: 1 minute.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(1);

    internal void Validate(string parameterName)
    {
        Store.Validate(parameterName);
        int[] numbers =
            [AppendsPerSecond, AppendBurst, MaxRefusedAppends, MaxConnectionsPerAddress, MaxConnections, NewRoomsPerAddressAndHour];
        if (numbers.Any(number => number < 1))
        {
            throw new ArgumentException("a number of appends, connections or rooms is at least 1", parameterName);
        }

        TimeSpan[] times = [SlowReaderLimit, CloseLimit, KeepAliveInterval, KeepAliveTimeout, SweepInterval];
        if (times.Any(time => time <= TimeSpan.Zero || time > TimeSpan.FromDays(1)))
        {
            throw new ArgumentException("a time lies between 0 and 1 day", parameterName);
        }
    }
}
