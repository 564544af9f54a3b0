using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Commands;

public sealed class ViewCommandTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 50_000).Select(i => (byte)(i * 7))];

    [Theory]
    [InlineData("0-0", 0, 1)]
    [InlineData("16383-16384", 16_383, 2)]
    [InlineData("10+40000", 10, 40_000)]
    [InlineData("49990-", 49_990, 10)]
    [InlineData("49990-60000", 49_990, 10)]
    [InlineData("-1KiB", 48_976, 1024)]
    [InlineData("-1GiB", 0, 50_000)]
    [InlineData("50000-", 50_000, 0)]
    public async Task View_Range_ShowsExactlyIt(string range, int first, int length)
    {
        using CommandLineHarness harness = await WithFileAsync();
        CommandResult result = await harness.RunAsync("view", "-k", "k.key", "--range", range, "a.locket");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Equal(Content[first..(first + length)], result.Output);
    }

    [Fact]
    public async Task View_RangeBeyondTheEnd_SaysHowLongTheContentIs()
    {
        using CommandLineHarness harness = await WithFileAsync();
        CommandResult result = await harness.RunAsync("view", "-k", "k.key", "--range", "50001-", "a.locket");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the content has only 50000 bytes", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task View_DamageOutsideTheRange_DoesNotMatter()
    {
        using CommandLineHarness harness = await WithFileAsync();
        byte[] file = harness.Read("a.locket");
        file[LocketFile.Inspect(harness.PathOf("a.locket")).HeaderLengthInBytes + 56 + 16_400 + 5] ^= 1;
        harness.Write("a.locket", file);
        Assert.Equal(Content[..100], (await harness.RunAsync("view", "-k", "k.key", "--range", "0+100", "a.locket")).Output);
        CommandResult damaged = await harness.RunAsync("view", "-k", "k.key", "--range", "20000+100", "a.locket");
        Assert.Equal((5, 0), (damaged.ExitCode, damaged.Output.Length));
    }

    [Fact]
    public async Task View_Hex_ShowsOffsetsBytesAndText()
    {
        using CommandLineHarness harness = await WithFileAsync();
        CommandResult result = await harness.RunAsync("view", "-k", "k.key", "--hex", "--range", "16+20", "a.locket");
        Assert.Equal(
            "0000000010  70 77 7e 85 8c 93 9a a1  a8 af b6 bd c4 cb d2 d9  |pw~.............|\n"
            + "0000000020  e0 e7 ee f5                                       |....|\n",
            result.OutputText);
    }

    [Fact]
    public async Task View_Everything_GivesTheContent()
    {
        using CommandLineHarness harness = await WithFileAsync();
        Assert.Equal(Content, (await harness.RunAsync("view", "-k", "k.key", "a.locket")).Output);
    }

    private static async Task<CommandLineHarness> WithFileAsync()
    {
        CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "k.key")).ExitCode);
        harness.Write("a", Content);
        Assert.Equal(0, (await harness.RunAsync("encrypt", "-k", "k.key", "a")).ExitCode);
        return harness;
    }
}
