using Locket.Client.Engine;

namespace Locket.Client.Loop;

/// <summary>Something that a caller wants of the room, and waits for.</summary>
internal abstract class PendingCommand
{
    /// <summary>Does it; what the caller did wrong is told to the caller at once.</summary>
    /// <returns>Whether it was done, so that <see cref="Complete"/> follows once it is kept.</returns>
    public abstract bool Run(IRoomEngine room, DateTimeOffset now);

    public abstract void Complete();

    public abstract void Fail(Exception reason);
}
