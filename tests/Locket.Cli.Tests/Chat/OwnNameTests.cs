using Locket.Cli.Chat;
using Locket.Cli.Errors;
using Xunit;

namespace Locket.Cli.Tests.Chat;

public sealed class OwnNameTests
{
    [Theory]
    [InlineData("Alice", "user", "windows", "system", "Alice")]
    [InlineData(null, "user", "windows", "system", "user")]
    [InlineData(null, null, "windows", "system", "windows")]
    [InlineData(null, null, null, "system", "system")]
    [InlineData(null, null, null, "", "guest")]
    [InlineData("  ", "user", null, "system", "guest")]
    [InlineData(" Zoe\u0308 ", null, null, "system", "Zo\u00eb")]
    public void Of_WhatIsGivenAndWhatIsKnown_TakesTheFirst(string? given, string? user, string? windows, string system, string expected)
        => Assert.Equal(expected, OwnName.Of(given, Environment(user, windows), system));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\u001b[2Jb")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public void Of_ANameThatCannotBeShown_IsRefusedWhereverItComesFrom(string name)
    {
        foreach (string? given in new[] { name, null })
        {
            CommandException refused = Assert.Throws<CommandException>(() => OwnName.Of(given, Environment(name, null), "system"));
            Assert.Equal(ExitCode.Usage, refused.Code);
            Assert.Contains("--name", refused.Hint, StringComparison.Ordinal);
        }
    }

    private static Func<string, string?> Environment(string? user, string? windows) => variable => variable switch
    {
        "USER" => user,
        "USERNAME" => windows,
        _ => throw new InvalidOperationException($"nobody should ask for {variable}"),
    };
}
