namespace Locket.Cli.Chat.Rooms;

/// <summary>The state of the connection to the relay.</summary>
internal enum LinkState
{
    /// <summary>Everything that the relay has was read, too.</summary>
    Connected,

    /// <summary>Gone for now: what is typed is kept.</summary>
    Lost,

    /// <summary>Refused in a way that trying again does not change.</summary>
    Refused,
}
