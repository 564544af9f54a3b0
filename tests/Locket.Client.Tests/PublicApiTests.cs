using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Client.Tests;

/// <summary>The public face of the library is what tests/testdata/api/Locket.Client.txt says; whoever changes it changes both.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public Task PublicApi_ComparedWithTheSnapshot_IsTheSame() => PublicApi.RequireSnapshotAsync(typeof(RelayTarget).Assembly);
}
