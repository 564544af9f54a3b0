using Locket.Client.Files;
using Locket.Rooms;
using Xunit;

namespace Locket.Client.Tests.Files;

public sealed class IncomingFilesTests
{
    [Fact]
    public void Take_MoreThanThereIsRoomFor_IsRefusedAndItsPiecesAreDropped()
    {
        IncomingFiles files = new(100);
        Assert.Single(files.Take(Offer(1, 60)));
        ClientEvent[] told = [.. files.Take(Offer(2, 41))];
        Assert.Equal(new FileRefused(2, 41, 40), told[1]);
        Assert.Empty(files.Take(Piece(2, 41)));
        Assert.Empty(files.Take(new FileEnded(2, default, 1)));
        Assert.Throws<InvalidOperationException>(() => files.Find(2));
        Assert.Single(files.Take(Offer(3, 40)));
    }

    [Fact]
    public void Take_WhereASavedFileIsInTheWay_ItGivesWay()
    {
        IncomingFiles files = new(100);
        _ = files.Take(Offer(1, 60)).Count();
        _ = files.Take(Piece(1, 60)).Count();
        _ = files.Take(new FileEnded(1, default, 1)).Count();
        Assert.Equal(2, files.Take(Offer(2, 60)).Count());
        files.Find(1).IsSaved = true;
        Assert.Single(files.Take(Offer(3, 60)));
        Assert.Throws<InvalidOperationException>(() => files.Find(1));
    }

    [Fact]
    public void Take_AFileThatStops_GivesItsRoomBack()
    {
        IncomingFiles files = new(100);
        _ = files.Take(Offer(1, 100)).Count();
        Assert.Single(files.Take(new FileStopped(1, default, FileStopReason.StoppedBySender)));
        Assert.Single(files.Take(Offer(2, 100)));
    }

    [Theory]
    [InlineData("a.txt", 1, "a.txt")]
    [InlineData("a.txt", 2, "a-2.txt")]
    [InlineData("a", 10, "a-10")]
    [InlineData(".hidden", 2, ".hidden-2")]
    [InlineData("a.tar.gz", 2, "a.tar-2.gz")]
    public void Numbered_AName_KeepsItsExtension(string name, int number, string expected)
        => Assert.Equal(expected, FileSaver.Numbered(name, number));

    [Fact]
    public void Numbered_TheLongestName_StaysWithinTheLimitAndWholeInItsCharacters()
    {
        string name = string.Concat(Enumerable.Repeat("\U0001F512", 62)) + ".png";
        string numbered = FileSaver.Numbered(name, 10_000);
        Assert.EndsWith("-10000.png", numbered, StringComparison.Ordinal);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(numbered), 250, 255);
        Assert.DoesNotContain("\uFFFD", new System.Text.UTF8Encoding(false, true).GetString(System.Text.Encoding.UTF8.GetBytes(numbered)), StringComparison.Ordinal);
    }

    private static FileOffered Offer(long number, long length)
        => new(number, default, 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "a", length, []);

    private static FilePiece Piece(long number, int length) => new(number, default, 1, 0, 0, new byte[length]);
}
