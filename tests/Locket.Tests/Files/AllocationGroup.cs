using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace Locket.Tests.Files;

/// <summary>Tests that measure what the whole process allocates, and so run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711", Justification = "group, not collection")]
public sealed class AllocationGroup
{
    public const string Name = "allocation";
}
