using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests;

/// <summary>The public face of the library is what tests/testdata/api/Locket.Rooms.txt says; whoever changes it changes both.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public Task PublicApi_ComparedWithTheSnapshot_IsTheSame() => PublicApi.RequireSnapshotAsync(typeof(Room).Assembly);
}
