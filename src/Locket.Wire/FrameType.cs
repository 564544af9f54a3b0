using System.Diagnostics.CodeAnalysis;

namespace Locket.Wire;

/// <summary>The first byte of a frame. The highest bit says who speaks: clear for the client, set for the relay.</summary>
[SuppressMessage("Design", "CA1028:Enum Storage should be Int32", Justification = "one byte on the wire")]
public enum FrameType : byte
{
    /// <summary>Not a frame: no frame begins with zero.</summary>
    None = 0x00,

    /// <summary>Client to relay: store this body. See <see cref="AppendFrame"/>.</summary>
    Append = 0x01,

    /// <summary>Relay to client: an entry of the log. See <see cref="EntryFrame"/>.</summary>
    Entry = 0x81,

    /// <summary>Relay to client: a body is durably in the log. See <see cref="StoredFrame"/>.</summary>
    Stored = 0x82,

    /// <summary>Relay to client: everything that was there has been sent. See <see cref="CaughtUpFrame"/>.</summary>
    CaughtUp = 0x83,

    /// <summary>Relay to client: something was refused. See <see cref="FaultFrame"/>.</summary>
    Fault = 0x84,
}
