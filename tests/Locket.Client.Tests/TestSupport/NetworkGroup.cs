using Xunit;

namespace Locket.Client.Tests.TestSupport;

/// <summary>Tests with a network run one after the other: their waits are bounded.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NetworkGroup
{
    public const string Name = "network";
}
