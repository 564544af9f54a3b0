namespace Locket.Classic.Sockets;

/// <summary>What can be said of bytes that came so far.</summary>
internal enum Arrival
{
    /// <summary>More must come.</summary>
    Partial,

    /// <summary>This can be all, or more may follow: a pause decides.</summary>
    Whole,

    /// <summary>This is all; nothing can follow.</summary>
    Final,

    /// <summary>Whatever follows, this will never be a message.</summary>
    Broken,
}
