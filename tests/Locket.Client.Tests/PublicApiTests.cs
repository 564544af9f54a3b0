using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Client.Tests;

/// <summary>The public face of the library is what tests/testdata/api/Locket.Client.txt says; whoever changes it changes both.</summary>
public sealed class PublicApiTests
{
    private const string Variable = "LOCKET_UPDATE_SNAPSHOTS";

    [Fact]
    public async Task PublicApi_ComparedWithTheSnapshot_IsTheSame()
    {
        string path = Repository.PathOf("tests", "testdata", "api", "Locket.Client.txt");
        string actual = PublicApi.Describe(typeof(RelayTarget).Assembly);
        if (Environment.GetEnvironmentVariable(Variable) is "1")
        {
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);
        }

        string expected = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        string[] gone = [.. expected.Split('\n').Except(actual.Split('\n'), StringComparer.Ordinal).Select(line => "- " + line)];
        string[] come = [.. actual.Split('\n').Except(expected.Split('\n'), StringComparer.Ordinal).Select(line => "+ " + line)];
        Assert.True(
            string.Equals(expected, actual, StringComparison.Ordinal),
            $"The public API changed; if that is meant, run the tests once with {Variable}=1.\n{string.Join('\n', [.. gone, .. come])}");
    }
}
