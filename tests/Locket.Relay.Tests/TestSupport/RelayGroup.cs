using Xunit;

namespace Locket.Relay.Tests.TestSupport;

/// <summary>Tests with a network run one after the other: they listen to all meters of the process and bound their waits.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RelayGroup
{
    public const string Name = "relay";
}
