using Locket.Rooms.Tests.TestSupport;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Interop;

/// <summary>The second member of a room agrees with itself, with the page and with the published values.</summary>
public class PythonRoomTests
{
    [Fact]
    public async Task TestRoom_PythonMembersOverALogInMemory_Passes()
    {
        await Python.RequireAsync("cryptography, argon2");
        PeerResult result = await Peer.RunAsync(
            Python.Path,
            ["-B", Repository.PathOf("tests", "interop", "room", "test_room.py")],
            ReadOnlyMemory<byte>.Empty,
            TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
