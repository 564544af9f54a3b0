using Locket.Cli.Chat.Alerts;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Chat.Alerts;

public sealed class ProgramPathTests : IDisposable
{
    private readonly CommandLineHarness _harness = new();

    public ProgramPathTests()
    {
        Machine.Require("unix");
        foreach (string folder in (string[])["first", "second"])
        {
            Directory.CreateDirectory(_harness.PathOf(folder));
        }
    }

    [Fact]
    public void Find_BareName_IsTheFirstProgramInPathAndNeverTheCurrentFolders()
    {
        Program("notify");
        _harness.Write("first/notify", "no program");
        string expected = Program("second/notify");
        Assert.Equal(expected, ProgramPath.Find("notify", Console($":.:first:{_harness.PathOf("first")}:{_harness.PathOf("second")}")));
    }

    [Fact]
    public void Find_BareNameThatOnlyTheCurrentFolderHas_IsNone()
    {
        Program("notify");
        CommandException failure = Assert.Throws<CommandException>(() => ProgramPath.Find("notify", Console($":.:{_harness.PathOf("first")}")));
        Assert.Contains("no folder of PATH has a program 'notify'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_Path_IsTakenFromTheCurrentFolder()
        => Assert.Equal(_harness.PathOf("notify"), ProgramPath.Find("./notify", Console(path: null)));

    public void Dispose() => _harness.Dispose();

    private string Program(string name)
    {
        string path = _harness.Write(name, "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }

    private CommandConsole Console(string? path) => new(() => Stream.Null)
    {
        Output = Stream.Null,
        OutputText = TextWriter.Null,
        Error = TextWriter.Null,
        GetEnvironmentVariable = name => name is "PATH" ? path : null,
        PasswordPrompt = new ScriptedPrompt([]),
        WorkingDirectory = _harness.Folder,
    };
}
