using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.TestSupport;

/// <summary>The second implementation's interpreter.</summary>
internal static class Python
{
    public const string Path = "/usr/bin/python3";

    /// <summary>Skips (with CI=true: fails) the calling test where Python or one of its packages is missing.</summary>
    public static async Task RequireAsync(string packages = "cryptography")
    {
        if (!File.Exists(Path))
        {
            Absent.SkipOrFail($"{Path} is missing.");
        }

        PeerResult found = await Peer.RunAsync(
            Path, ["-c", $"import {packages}"], ReadOnlyMemory<byte>.Empty, TestContext.Current.CancellationToken);
        if (found.ExitCode != 0)
        {
            Absent.SkipOrFail($"Python lacks one of the packages {packages}.");
        }
    }
}
