using System.Text;
using Locket.Rooms.Files;
using Locket.Rooms.Messages;
using Xunit;

namespace Locket.Rooms.Tests.Messages;

public sealed class MessagePartTests
{
    [Theory]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("tab\tand\nline", "tab\tand\nline")]
    [InlineData("bell\u0007\u009b\u007f", "bell\ufffd\ufffd\ufffd")]
    [InlineData("\U0001f600\u00e9", "\U0001f600\u00e9")]
    public void Clean_AnyText_IsWhatReadersTake(string text, string expected)
    {
        Assert.Equal(expected, MessageText.Clean(text));
        Assert.True(MessageText.TryRead(Encoding.UTF8.GetBytes(expected), out string? read));
        Assert.Equal(expected, read);
    }

    [Fact]
    public void Clean_HalfACharacter_IsReplaced()
    {
        Assert.Equal("half \ufffd here", MessageText.Clean("half \ud83d here"));
        Assert.False(MemberName.IsValid("\ud83d"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("61 1b")]
    [InlineData("c2 9b")]
    [InlineData("0d")]
    [InlineData("c0 80")]
    [InlineData("ed a0 80")]
    [InlineData("e2 82")]
    public void TryRead_NoText_IsFalse(string hex) => Assert.False(MessageText.TryRead(Bytes(hex), out _));

    [Fact]
    public void Fitting_LongText_NeverCutsACodePoint()
    {
        string text = string.Concat(Enumerable.Repeat("a\u00e9\u20ac\U0001f600", 9));
        for (int room = 4; room < 80; room++)
        {
            string joined = string.Empty;
            ReadOnlySpan<char> rest = text;
            while (!rest.IsEmpty)
            {
                string piece = rest[..MessageText.Fitting(rest, room)].ToString();
                Assert.InRange(Encoding.UTF8.GetByteCount(piece), 1, room);
                Assert.Equal(piece, MessageText.Clean(piece));
                joined += piece;
                rest = rest[piece.Length..];
            }

            Assert.Equal(text, joined);
        }
    }

    [Theory]
    [InlineData("Bob", true)]
    [InlineData("", false)]
    [InlineData("line\n", false)]
    [InlineData("\u202eevil", false)]
    public void MemberName_Name_IsJudged(string name, bool isValid) => Assert.Equal(isValid, MemberName.IsValid(name));

    [Fact]
    public void MemberName_Length_CountsBytes()
    {
        Assert.True(MemberName.IsValid(new string('\u00e9', 32)));
        Assert.False(MemberName.IsValid(new string('\u00e9', 33)));
        Assert.False(MemberName.TryRead(new byte[65], out _));
    }

    [Fact]
    public void FileOffer_Written_IsRead()
    {
        FileOffer offer = new(FileId.FromBytes("0123456789abcdef"u8), FileLimits.MaxLengthInBytes, "caf\u00e9.png");
        byte[] part = new byte[offer.PartInBytes];
        offer.Write(part);
        Assert.True(FileOffer.TryRead(part, out FileOffer read));
        Assert.Equal(offer, read);
        Assert.False(FileOffer.TryRead(part.AsSpan(0, 24), out _));
        Assert.False(FileOffer.TryRead([.. part[..24], .. new byte[256]], out _));
        part[23]++;
        Assert.False(FileOffer.TryRead(part, out _));
    }

    [Fact]
    public void FileChunk_Written_IsReadWithinItsLimits()
    {
        FileChunk chunk = new() { File = FileId.FromBytes("0123456789abcdef"u8), Index = 292, Bytes = "bytes"u8 };
        byte[] part = new byte[FileChunk.FixedInBytes + 5];
        chunk.Write(part);
        Assert.True(FileChunk.TryRead(part, out FileChunk read));
        Assert.Equal(292U, read.Index);
        Assert.Equal(chunk.File, read.File);
        Assert.Equal("bytes"u8.ToArray(), read.Bytes.ToArray());
        Assert.False(FileChunk.TryRead(part.AsSpan(0, FileChunk.FixedInBytes), out _));
        Assert.False(FileChunk.TryRead(new byte[FileChunk.FixedInBytes + FileLimits.PieceInBytes + 1], out _));
        Assert.True(FileChunk.FixedInBytes + FileLimits.PieceInBytes <= PaddedText.MaxPartInBytes);
        Assert.Equal(293, FileLimits.PieceCount(FileLimits.MaxLengthInBytes));
    }

    [Fact]
    public void MoveOffer_Written_IsRead()
    {
        using Password password = new("p\u00e4ss");
        MoveOffer offer = new("locket://relay.example/k7qx-29mf-c3pd", password);
        byte[] part = new byte[offer.PartInBytes];
        offer.Write(part);
        Assert.True(MoveOffer.TryRead(part, out MoveOffer read));
        using Password readPassword = read.Password;
        Assert.Equal(offer.Invitation, read.Invitation);
        Assert.Equal("p\u00e4ss"u8, readPassword.Utf8);
        Assert.DoesNotContain("p\u00e4ss", read.ToString(), StringComparison.Ordinal);
        for (int length = 0; length < 2 + offer.Invitation.Length + 1; length++)
        {
            Assert.False(MoveOffer.TryRead(part.AsSpan(0, length), out _));
        }

        byte[] noText = [.. part];
        noText[^1] = 0xFF;
        Assert.False(MoveOffer.TryRead(noText, out _));
        part[2] = (byte)'x';
        Assert.False(MoveOffer.TryRead(part, out _));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal));
}
