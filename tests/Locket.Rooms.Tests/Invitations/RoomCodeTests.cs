using System.Text;
using Xunit;

namespace Locket.Rooms.Tests.Invitations;

public class RoomCodeTests
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    [Theory]
    [InlineData("k7qx-29mf-c3pd", "k7qx-29mf-c3pd")]
    [InlineData("K7QX29MFC3PD", "k7qx-29mf-c3pd")]
    [InlineData(" k7 qx2-9mf-- c3pd ", "k7qx-29mf-c3pd")]
    [InlineData("oOiI-lL00-1111", "0011-1100-1111")]
    [InlineData("c1as-s1c0-r00m", "c1as-s1c0-r00m")]
    [InlineData("classicoroom", "c1as-s1c0-r00m")]
    [InlineData("zzzz-zzzz-zzzz", "zzzz-zzzz-zzzz")]
    public void TryParse_WhatPeopleWrite_IsOneCode(string text, string canonical)
    {
        Assert.True(RoomCode.TryParse(text, out RoomCode? code));
        Assert.Equal(canonical, code.ToText());
        Assert.True(RoomCode.TryParse(canonical, out RoomCode? again));
        Assert.Equal(code, again);
        Assert.Equal(code.GetHashCode(), again.GetHashCode());
        Span<byte> bytes = stackalloc byte[12];
        code.WriteCanonical(bytes);
        Assert.Equal(canonical.Replace("-", "", StringComparison.Ordinal), Encoding.ASCII.GetString(bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("k7qx-29mf-c3p")]
    [InlineData("k7qx-29mf-c3pd0")]
    [InlineData("u7qx-29mf-c3pd")]
    [InlineData("k7qx_29mf_c3pd")]
    [InlineData("k7qx\t29mf\tc3pd")]
    [InlineData("\u212A7qx-29mf-c3pd")]
    [InlineData("k7qx-29mf-c3p\uFF10")]
    public void TryParse_AnythingElse_IsRefused(string text)
    {
        Assert.False(RoomCode.TryParse(text, out RoomCode? code));
        Assert.Null(code);
    }

    [Fact]
    public void TryParse_EveryCharacterInEveryPlace_RoundTrips()
    {
        for (int place = 0; place < 12; place++)
        {
            foreach (char character in Alphabet)
            {
                string text = new string('0', place) + character + new string('7', 11 - place);
                Assert.True(RoomCode.TryParse(text, out RoomCode? code));
                Assert.Equal(text, code.ToText().Replace("-", "", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Generate_ManyTimes_UsesTheWholeAlphabetInEveryPlace()
    {
        HashSet<char>[] seen = [.. Enumerable.Range(0, 14).Select(_ => new HashSet<char>())];
        HashSet<string> all = [];
        for (int i = 0; i < 2000; i++)
        {
            string text = RoomCode.Generate().ToText();
            Assert.True(RoomCode.TryParse(text, out _));
            all.Add(text);
            for (int place = 0; place < text.Length; place++)
            {
                seen[place].Add(text[place]);
            }
        }

        Assert.Equal(2000, all.Count);
        Assert.All(seen.Where((_, place) => place is not (4 or 9)), set => Assert.Equal(Alphabet.Length, set.Count));
    }

    [Fact]
    public void ToString_AnyCode_ShowsNothing() => Assert.Equal("RoomCode", RoomCode.Classic.ToString());
}
