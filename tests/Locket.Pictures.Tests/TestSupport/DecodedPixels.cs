using System.Text;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>Has an independent decoder compare what is seen of pictures.</summary>
internal static class DecodedPixels
{
    /// <summary>One line for each pair: <c>same</c>, <c>different: why</c>, or <c>unreadable: why</c> where already the first was.</summary>
    public static async Task<string[]> CompareAsync(IEnumerable<(string Before, string After)> pairs)
    {
        string python = "/usr/bin/python3";
        if (!File.Exists(python) || (await Peer.RunAsync(python, ["-c", "import PIL"], default, TestContext.Current.CancellationToken)).ExitCode != 0)
        {
            Absent.SkipOrFail("/usr/bin/python3 with PIL is not installed.");
        }

        string lines = string.Concat(pairs.Select(pair => $"{pair.Before}\t{pair.After}\n"));
        PeerResult result = await Peer.RunAsync(
            python, [Repository.PathOf("tests", "interop", "pictures", "compare.py")], Encoding.UTF8.GetBytes(lines), TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Text.Split('\n');
    }
}
