using Xunit;

namespace Locket.Cli.Tests.Cases;

public sealed class CaseParserTests
{
    [Theory]
    [InlineData("file a \"1\"\nleft a\n", "runs nothing")]
    [InlineData("run key\n", "'left'")]
    [InlineData("run key\nleft\nrun key\n", "'left'")]
    [InlineData("  out x\nrun key\nleft\n", "no run")]
    [InlineData("run key\n  owt x\nleft\n", "'owt'")]
    [InlineData("run \"key\nleft\n", "not closed")]
    [InlineData("run \"\\q\"\nleft\n", "\\q")]
    public void Parse_CaseThatWouldProveNothing_Throws(string text, string reason)
        => Assert.Contains(reason, Assert.Throws<FormatException>(() => CaseParser.Parse("x.txt", text)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Play_UnknownVerb_Fails()
    {
        using CaseRunner runner = new(CaseParser.Parse("x.txt", "frobnicate\nrun --version\nleft\n"), new InProcessTarget());
        await Assert.ThrowsAsync<Xunit.Sdk.XunitException>(runner.PlayAsync);
    }

    [Theory]
    [InlineData("run --version\nleft\n")]
    [InlineData("run --version\n  out locket <*>\n  exit 1\nleft\n")]
    [InlineData("run --version\n  out locket <*>\nleft a\n")]
    [InlineData("file a \"1\"\nrun --version\n  out locket <*>\nleft\n")]
    public async Task Play_OtherThanExpected_Fails(string text)
    {
        using CaseRunner runner = new(CaseParser.Parse("x.txt", text), new InProcessTarget());
        await Assert.ThrowsAsync<Xunit.Sdk.XunitException>(runner.PlayAsync);
    }

    [Fact]
    public async Task Play_AsExpected_Passes()
    {
        using CaseRunner runner = new(CaseParser.Parse("x.txt", "run --version\n  out locket <n>.<*>\nleft\n"), new InProcessTarget());
        await runner.PlayAsync();
    }

    [Fact]
    public void Split_QuotesEscapesAndRepeats_GivesWords()
        => Assert.Equal(
            ["a", "b c", "xxx.y", "\n\t\e\"\\\u00e9", ""],
            CaseWords.Split("a  \"b c\" \"x\"*3.y \"\\n\\t\\e\\\"\\\\\\u{e9}\" \"\"", 1));
}
