using Locket.Cli.Terminal;
using Xunit;

namespace Locket.Cli.Tests.Terminal;

public sealed class GivenPathsTests
{
    [Theory]
    [InlineData("a", "/home/me/a exists already", "a exists already")]
    [InlineData("a", "cannot write: '/home/me/d/.locket-1.partial'", "cannot write: 'd/.locket-1.partial'")]
    [InlineData("a b", "/home/me/a b exists already", "a b exists already")]
    [InlineData("/home/me/a", "/home/me/a exists already", "/home/me/a exists already")]
    [InlineData("/home/me/d", "/home/me/d/x cannot be packed", "/home/me/d/x cannot be packed")]
    [InlineData("../you/a", "/home/you/a is the input itself", "../you/a is the input itself")]
    [InlineData("../you/a", "/home/you/a.locket exists already", "/home/you/a.locket exists already")]
    [InlineData(".", "/home/me/a exists already", "./a exists already")]
    [InlineData("a", "/srv/home/me/a exists already", "/srv/home/me/a exists already")]
    [InlineData("a", "/home/meadow exists already", "/home/meadow exists already")]
    public void Restore_PathInAMessage_IsAsItWasGiven(string given, string message, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths look different there");
        GivenPaths paths = new("/home/me");
        paths.Add(given, Path.GetFullPath(given, "/home/me"));
        Assert.Equal(expected, paths.Restore(message));
    }

    [Fact]
    public void Add_FromSeveralThreads_KeepsAll()
    {
        const int PathsOfEach = 100;
        GivenPaths paths = new("/home/someone");

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            for (int i = 0; i < PathsOfEach; i++)
            {
                paths.Add($"../{thread}/{i}", $"/home/{thread}/{i}");
                Assert.Equal($"../{thread}/{i} exists", paths.Restore($"/home/{thread}/{i} exists"));
            }
        });

        Assert.Equal("../7/99", paths.Restore("/home/7/99"));
    }
}
