using Locket.Client.Engine;

namespace Locket.Client.Keeping;

/// <summary>Keeps what must survive this process.</summary>
internal interface IRoomKeeper
{
    /// <summary>Gets a value indicating whether the member comes back after this process; otherwise closing is leaving.</summary>
    bool KeepsMember { get; }

    /// <summary>Ends when the state is durable.</summary>
    /// <param name="room">After everything that was taken.</param>
    /// <param name="notes">What is kept beside it.</param>
    /// <exception cref="IOException">It could not be kept: nothing that depends on it may be sent or shown.</exception>
    void Keep(IRoomEngine room, KeptNotes notes);
}
