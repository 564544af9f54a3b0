using Locket.Cli.Chat.Talk;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Chat.Talk;

public sealed class NameBookTests
{
    private static readonly MemberId One = MemberId.FromBytes([.. Enumerable.Repeat((byte)0x11, 16)]);
    private static readonly MemberId Two = MemberId.FromBytes([.. Enumerable.Repeat((byte)0x22, 16)]);

    [Theory]
    [InlineData("Bob", "Carol", "Bob")]
    [InlineData("Bob", "Bob", "Bob (11111111)")]
    [InlineData("Bob", "bob ", "Bob (11111111)")]
    [InlineData("Bob", "Böb", "Bob (11111111)")]
    [InlineData("Bob", "Ｂｏｂ", "Bob (11111111)")]
    [InlineData("Alice", "Bob", "Alice (11111111)")]
    [InlineData("", "Bob", "11111111")]
    public void Of_NamesThatLookAlike_ComeWithTheirIds(string first, string second, string expected)
    {
        NameBook names = new("alice");
        names.Note(One, first);
        names.Note(Two, second);
        Assert.Equal(expected, names.Of(One));
    }
}
