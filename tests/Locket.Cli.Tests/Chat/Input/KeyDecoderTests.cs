using System.Text;
using Locket.Cli.Chat.Input;
using Xunit;

namespace Locket.Cli.Tests.Chat.Input;

public sealed class KeyDecoderTests
{
    [Theory]
    [InlineData("\r", "Enter")]
    [InlineData("\n", "Enter")]
    [InlineData("\t", "Tab")]
    [InlineData("\u007F", "Backspace")]
    [InlineData("\e[A\e[B\e[C\e[D", "Up Down Right Left")]
    [InlineData("\eOA\eOH\eOF", "Up Home End")]
    [InlineData("\e[1;5C\e[1;3D", "WordRight WordLeft")]
    [InlineData("\eb\ef\ed", "WordLeft WordRight EraseWordAfter")]
    [InlineData("\e[3~\e[5~\e[6~\e[1~\e[4~", "Delete PageUp PageDown Home End")]
    [InlineData("\e\r", "LineEnd")]
    [InlineData("\e[I\e[O", "FocusIn FocusOut")]
    [InlineData("\u0001\u0005\u0015\u000B\u0017\u0019\u0004", "Home End EraseToBegin EraseToEnd EraseWordBefore PutBack EndOfInput")]
    [InlineData("\e[99~\e[?1;2c\e[1;2R", "")]
    [InlineData("\u0000\u0003", "")]
    public void Decode_Sequences_AreKeys(string bytes, string expected)
        => Assert.Equal(expected, string.Join(' ', new KeyDecoder().Decode(Encoding.UTF8.GetBytes(bytes)).Select(key => key.Kind)));

    [Fact]
    public void Decode_TextInAnyPieces_IsTheSame()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("aé日😀\e[1;5Cz\e[200~p\rq\nr\u0003s\e[201~\e[A!");
        string whole = Text(new KeyDecoder().Decode(bytes));
        Assert.Equal("aé日😀<WordRight>z[p\nq\nrs]<Up>!", whole);
        for (int size = 1; size < bytes.Length; size++)
        {
            KeyDecoder decoder = new();
            Assert.Equal(whole, Text(bytes.Chunk(size).SelectMany(piece => decoder.Decode(piece))));
            Assert.Equal("b", Text(decoder.Decode("b"u8)));
        }
    }

    [Fact]
    public void Decode_DamagedUtf8_IsPassedOverAndTheRestStays()
        => Assert.Equal("ab", Text(new KeyDecoder().Decode([.. "a"u8, 0xFF, 0xC3, .. "b"u8])));

    [Fact]
    public void Decode_EndlessSequence_IsGivenUp()
    {
        KeyDecoder decoder = new();
        Assert.All(decoder.Decode([0x1B, (byte)'[', .. Enumerable.Repeat((byte)'1', 100)]), key => Assert.Equal(KeyKind.Text, key.Kind));
        decoder.Flush();
        Assert.Equal("x", Text(decoder.Decode("x"u8)));
    }

    [Fact]
    public void Flush_LoneEscape_LetsTheNextKeyThrough()
    {
        KeyDecoder decoder = new();
        Assert.Empty(decoder.Decode([0x1B]));
        decoder.Flush();
        Assert.Equal("b", Text(decoder.Decode("b"u8)));
    }

    [Fact]
    public void Decode_Noise_NeverGivesControlCharacters()
    {
        Random random = new(5);
        KeyDecoder decoder = new();
        for (int run = 0; run < 5_000; run++)
        {
            byte[] noise = new byte[random.Next(1, 30)];
            random.NextBytes(noise);
            Assert.All(
                decoder.Decode(noise),
                key => Assert.DoesNotContain(key.Text, character => char.IsControl(character) && character is not ('\n' or '\t')));
        }
    }

    private static string Text(IEnumerable<Key> keys) => string.Concat(keys.Select(key => key.Kind switch
    {
        KeyKind.Text => key.Text,
        KeyKind.Paste => $"[{key.Text}]",
        _ => $"<{key.Kind}>",
    }));
}
