using Xunit;

namespace Locket.Tests.Docs;

/// <summary>Tests that change the process's current folder or console: never beside others.</summary>
[CollectionDefinition("current folder", DisableParallelization = true)]
public sealed class CurrentFolderGroup
{
}
