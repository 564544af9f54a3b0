using System.Globalization;
using Locket.Cli.Chat.Input;
using Xunit;

namespace Locket.Cli.Tests.Chat.Input;

public sealed class InputEditorTests
{
    [Theory]
    [InlineData("hello", "<Left><Left>X", "helXlo")]
    [InlineData("日本", "<Left><Backspace>", "本")]
    [InlineData("e\u0301x", "<Left><Backspace>", "x")]
    [InlineData("👨\u200D👩\u200D👧!", "<Left><Backspace>", "!")]
    [InlineData("one two", "<WordLeft>X", "one Xtwo")]
    [InlineData("one two  ", "<EraseWordBefore>", "one ")]
    [InlineData("one two", "<Home><WordRight>X", "oneX two")]
    [InlineData("one two", "<Home><EraseWordAfter>", " two")]
    [InlineData("one two", "<WordLeft><EraseToEnd>", "one ")]
    [InlineData("one two", "<WordLeft><EraseToBegin>", "two")]
    [InlineData("one two", "<WordLeft><EraseToBegin><End><PutBack>", "twoone ")]
    [InlineData("abc", "<Home><Delete>", "bc")]
    [InlineData("", "<Backspace><Delete><Left><Right><WordLeft><WordRight><EraseToEnd>", "")]
    [InlineData("a", "<LineEnd>b", "a\nb")]
    public void Apply_Keys_EditAsReadlineDoes(string text, string keys, string expected)
    {
        InputEditor editor = new();
        editor.Insert(text);
        Press(editor, keys);
        Assert.Equal(expected, editor.Text);
    }

    [Fact]
    public void Apply_Arrows_CallBackWhatWasSentAndKeepTheDraft()
    {
        InputEditor editor = new();
        foreach (string line in (string[])["one", "two", "two"])
        {
            editor.Set(line);
            Assert.Equal(line, editor.Take());
        }

        Press(editor, "draft<Up>");
        Assert.Equal("two", editor.Text);
        Press(editor, "<Up><Up>");
        Assert.Equal("one", editor.Text);
        Press(editor, "<Down><Down>");
        Assert.Equal("draft", editor.Text);
        Press(editor, "<Down>");
        Assert.Equal("draft", editor.Text);
    }

    [Fact]
    public void Insert_TooMuch_ChangesNothing()
    {
        InputEditor editor = new();
        Assert.True(editor.Insert(new string('a', InputEditor.MaxLength)));
        Assert.False(editor.Insert("b"));
        Assert.Equal(InputEditor.MaxLength, editor.Text.Length);
    }

    [Fact]
    public void Apply_AnyKeys_TheCursorStandsBetweenGraphemes()
    {
        Random random = new(3);
        string[] keys =
        [
            "a", "日", "e\u0301", "\u0301", "👨\u200D👩", " ", "\u200D", "🇩", "<Left>", "<Right>", "<WordLeft>", "<WordRight>", "<Backspace>", "<Delete>",
            "<EraseWordBefore>", "<EraseWordAfter>", "<PutBack>", "<Home>", "<End>", "<LineEnd>",
        ];
        InputEditor editor = new();
        for (int i = 0; i < 20_000; i++)
        {
            Press(editor, keys[random.Next(keys.Length)]);
            int[] begins = [.. StringInfo.ParseCombiningCharacters(editor.Text), editor.Text.Length];
            Assert.Contains(editor.Cursor, begins);
            if (editor.Text.Length > 60)
            {
                editor.Take();
            }
        }
    }

    [Fact]
    public void Apply_LongTextWithoutWords_TakesNoLongTime()
    {
        InputEditor editor = new();
        editor.Insert(new string('.', InputEditor.MaxLength));
        Press(editor, "<WordLeft>");
        Assert.Equal(0, editor.Cursor);
    }

    private static void Press(InputEditor editor, string keys)
    {
        while (keys.Length > 0)
        {
            int end = keys[0] == '<' ? keys.IndexOf('>', StringComparison.Ordinal) + 1 : StringInfo.GetNextTextElementLength(keys);
            string key = keys[..end];
            keys = keys[end..];
            editor.Apply(key[0] == '<' ? new Key(Enum.Parse<KeyKind>(key[1..^1])) : new Key(KeyKind.Text, key));
        }
    }
}
