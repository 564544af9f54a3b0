using Locket.Wire;

namespace Locket.Client;

/// <summary>The relay takes nothing more for now; it is tried again. Once for each run of refusals.</summary>
/// <param name="Fault">Why.</param>
/// <param name="NextTry">After what time.</param>
public sealed record AppendDelayed(FaultCode Fault, TimeSpan NextTry) : ClientEvent;
