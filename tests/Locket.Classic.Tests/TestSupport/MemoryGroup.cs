using Xunit;

namespace Locket.Classic.Tests;

/// <summary>Tests that watch the memory of the whole process, one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryGroup
{
    public const string Name = "memory";
}
