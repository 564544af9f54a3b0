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
    [InlineData("\u0430lice", "Bob", "\u0430lice (11111111)")]
    [InlineData("Bob", "\u0412\u043e\u042c", "Bob (11111111)")]
    [InlineData("\u041e\u043b\u044c\u0433\u0430", "Bob", "\u041e\u043b\u044c\u0433\u0430")]
    [InlineData("\u0391\u03bd\u03bd\u03b1", "Anna", "\u0391\u03bd\u03bd\u03b1")]
    [InlineData("\u039f\u03c1\u03b1", "Opa", "\u039f\u03c1\u03b1 (11111111)")]
    [InlineData("Bill", "Bi1I", "Bill (11111111)")]
    [InlineData("Arnie", "Amie", "Arnie (11111111)")]
    [InlineData("Bob\u3164", "Bob", "Bob\u3164 (11111111)")]
    [InlineData("Bob", "Bob\u2800", "Bob (11111111)")]
    [InlineData("Bob: hi", "Carol", "Bob: hi (11111111)")]
    [InlineData("Bob (22222222)", "Bob", "Bob (22222222) (11111111)")]
    [InlineData("Bob \uff0822222222\uff09", "Bob", "Bob \uff0822222222\uff09 (11111111)")]
    [InlineData("22222222", "", "22222222 (11111111)")]
    [InlineData("\u13aa\u13ac", "Bob", "\u13aa\u13ac (11111111)")]
    [InlineData("\u5c0f\u660e Wang", "Bob", "\u5c0f\u660e Wang")]
    [InlineData("J. O'Neil-Smith_2", "Bob", "J. O'Neil-Smith_2")]
    public void Of_NamesThatLookAlike_ComeWithTheirIds(string first, string second, string expected)
    {
        NameBook names = new("alice");
        names.Note(One, first);
        names.Note(Two, second);
        Assert.Equal(expected, names.Of(One));
    }

    [Fact]
    public void Of_WhoeverTakesTheShownNameOfAnother_IsNeverShownAsIt()
    {
        MemberId three = MemberId.FromBytes([.. Enumerable.Repeat((byte)0x33, 16)]);
        NameBook names = new("bob");
        names.Note(One, "alice");
        names.Note(Two, "alice");
        names.Note(three, "alice (11111111)");
        Assert.Equal(["alice (11111111)", "alice (22222222)", "alice (11111111) (33333333)"], [names.Of(One), names.Of(Two), names.Of(three)]);
    }

    [Fact]
    public void Of_IdsThatBeginAlike_AreShownWhole()
    {
        MemberId drawn = MemberId.FromBytes([0x11, 0x11, 0x11, 0x11, .. new byte[12]]);
        NameBook names = new("bob");
        names.Note(One, "alice");
        names.Note(drawn, "alice");
        Assert.Equal($"alice ({One.ToHex()})", names.Of(One));
        Assert.Equal($"alice ({drawn.ToHex()})", names.Of(drawn));
    }
}
