using Xunit;

namespace Locket.Tests.TestSupport;

/// <summary>What a test does when something it needs is not on this machine.</summary>
internal static class Absent
{
    /// <summary>Skips the test with the reason, or fails it where everything ought to be there (CI=true). Does not return.</summary>
    public static void SkipOrFail(string reason)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(reason + " With CI=true nothing is skipped.");
        }

        Assert.Skip(reason);
    }
}
