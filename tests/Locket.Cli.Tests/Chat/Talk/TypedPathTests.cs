using Locket.Cli.Chat.Talk;
using Locket.Cli.Terminal;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Chat.Talk;

public sealed class TypedPathTests : IDisposable
{
    private readonly CommandLineHarness _harness = new();

    [Theory]
    [InlineData("cat.txt", "cat.txt")]
    [InlineData("my cat.txt", "my cat.txt")]
    [InlineData("\"my cat.txt\"", "my cat.txt")]
    [InlineData("'my cat.txt'", "my cat.txt")]
    [InlineData("~/cat.txt", "home/cat.txt")]
    [InlineData("\"~/my cat.txt\"", "home/my cat.txt")]
    [InlineData("~", "home")]
    [InlineData("~other/cat.txt", "~other/cat.txt")]
    [InlineData("\"", "\"")]
    public void Resolve_WhatPeopleWrite_IsThePathTheyMean(string typed, string expected)
        => Assert.Equal(Path.GetFullPath(expected, _harness.Folder), TypedPath.Resolve(Console(), typed));

    [Fact]
    public void Resolve_WhatATerminalMakesOfADroppedFile_IsThatFile()
    {
        Machine.Require("unix");
        Assert.Equal(_harness.PathOf("my cat.txt"), TypedPath.Resolve(Console(), "my\\ cat.txt"));
    }

    [Fact]
    public void Resolve_ANameThatIsThereAsItStands_IsNotReadAnotherWay()
    {
        Machine.Require("unix");
        string[] names = ["'cat.txt'", "my\\ cat.txt", "~"];
        Assert.All(names, name => Assert.Equal(_harness.Write(name, "cat"), TypedPath.Resolve(Console(), name)));
    }

    public void Dispose() => _harness.Dispose();

    private CommandConsole Console() => new(() => Stream.Null)
    {
        Output = Stream.Null,
        OutputText = TextWriter.Null,
        Error = TextWriter.Null,
        GetEnvironmentVariable = name => name is "HOME" or "USERPROFILE" ? _harness.PathOf("home") : null,
        PasswordPrompt = new ScriptedPrompt([]),
        WorkingDirectory = _harness.Folder,
    };
}
