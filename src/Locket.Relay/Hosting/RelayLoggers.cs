using Microsoft.Extensions.Logging;

namespace Locket.Relay.Hosting;

/// <summary>The log of the program that hosts the relay; a type of its own, so that nothing but the relay finds it.</summary>
internal sealed record RelayLoggers(ILoggerFactory Factory);
