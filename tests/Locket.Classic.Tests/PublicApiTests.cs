using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests;

/// <summary>The public face of the library is what tests/testdata/api/Locket.Classic.txt says; whoever changes it changes both.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public Task PublicApi_ComparedWithTheSnapshot_IsTheSame() => PublicApi.RequireSnapshotAsync(typeof(ClassicSecret).Assembly);
}
