namespace Locket.Relay.Endpoint;

/// <summary>What became of a frame.</summary>
internal enum SendOutcome
{
    /// <summary>It went out in time.</summary>
    Sent,

    /// <summary>It went out, too late.</summary>
    Slow,

    /// <summary>It did not go out; the connection must be cut.</summary>
    Stuck,

    /// <summary>The connection is lost.</summary>
    Lost,
}
