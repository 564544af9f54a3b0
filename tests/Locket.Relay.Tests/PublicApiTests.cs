using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Relay.Tests;

/// <summary>The public face of the library is what tests/testdata/api/Locket.Relay.txt says; whoever changes it changes both.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public Task PublicApi_ComparedWithTheSnapshot_IsTheSame() => PublicApi.RequireSnapshotAsync(typeof(RelayHost).Assembly);
}
