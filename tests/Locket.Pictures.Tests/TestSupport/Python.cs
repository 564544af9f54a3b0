using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>Runs scripts in Debian's Python with Pillow, a reader and writer of pictures that knows nothing of this project.</summary>
internal static class Python
{
    private const string Program = "/usr/bin/python3";

    public static async Task<byte[]> RunAsync(string script, ReadOnlyMemory<byte> input, params string[] arguments)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        if (!File.Exists(Program) || (await Peer.RunAsync(Program, ["-c", "import PIL"], default, token)).ExitCode != 0)
        {
            Absent.SkipOrFail("/usr/bin/python3 with PIL is missing (Debian: python3-pil).");
        }

        PeerResult result = await Peer.RunAsync(Program, ["-c", script, .. arguments], input, token);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }
}
