using Locket.Client.Files;
using Locket.Relay.Tests.TestSupport;
using Locket.Rooms;
using Xunit;

namespace Locket.Client.Tests.Files;

public sealed class IncomingFilesTests
{
    private static readonly MemberId Alice = Member(1);
    private static readonly MemberId Bob = Member(2);

    [Fact]
    public void Take_MoreThanTheShareOfAMember_IsRefusedAndItsPiecesAreDropped()
    {
        IncomingFiles files = new(100);
        Assert.Single(files.Take(Offer(1, 30, Alice)));
        Assert.Single(files.Take(Piece(1, 30, Alice)));
        ClientEvent[] told = [.. files.Take(Offer(2, 21, Alice))];
        Assert.Equal(new FileRefused(2, 21, 20), told[1]);
        Assert.Empty(files.Take(Piece(2, 21, Alice)));
        Assert.Empty(files.Take(new FileEnded(2, Alice, 1)));
        Assert.Equal(RoomFailure.NoSuchFile, Assert.Throws<RoomException>(() => files.Find(2)).Failure);
        Assert.Single(files.Take(Offer(3, 20, Alice)));
    }

    [Fact]
    public void Take_OffersWithoutPieces_KeepNobodyElsesFilesOut()
    {
        IncomingFiles files = new(100);
        for (int number = 1; number <= 4; number++)
        {
            Assert.Single(files.Take(Offer(number, 50, Alice)));
        }

        Assert.Single(files.Take(Offer(5, 50, Bob)));
        Assert.IsType<FileProgress>(Assert.Single(files.Take(Piece(5, 50, Bob))));
        _ = files.Take(new FileEnded(5, Bob, 1));
        Assert.Equal(50, files.Find(5).ReceivedInBytes);
    }

    [Fact]
    public void Take_PiecesBeyondTheShare_EndTheirFileAlone()
    {
        IncomingFiles files = new(100);
        _ = files.Take(Offer(1, 30, Alice));
        _ = files.Take(Offer(2, 30, Alice));
        _ = files.Take(Piece(1, 30, Alice));
        Assert.Equal(new FileRefused(2, 30, 20), Assert.Single(files.Take(Piece(2, 30, Alice))));
        Assert.Empty(files.Take(new FileEnded(2, Alice, 1)));
        _ = files.Take(new FileEnded(1, Alice, 1));
        Assert.True(files.Find(1).IsWhole);
    }

    [Fact]
    public void Take_FilesOfNoLength_AreNotTakenWithoutEnd()
    {
        IncomingFiles files = new(100);
        for (int number = 1; number <= IncomingFiles.MaxFilesOfAMember; number++)
        {
            Assert.Single(files.Take(Offer(number, 0, Alice)));
            _ = files.Take(new FileEnded(number, Alice, 1));
        }

        Assert.Equal(new FileRefused(100, 0, 50), files.Take(Offer(100, 0, Alice)).ElementAt(1));
        Assert.Single(files.Take(Offer(101, 0, Bob)));
        files.Drop(1);
        Assert.Single(files.Take(Offer(102, 0, Alice)));
    }

    [Fact]
    public void Take_WhereNothingCameForLong_TheFileGivesWay()
    {
        ManualTime time = new();
        IncomingFiles files = new(100, time);
        _ = files.Take(Offer(1, 50, Alice));
        _ = files.Take(Piece(1, 40, Alice));
        Assert.Equal(2, files.Take(Offer(2, 20, Alice)).Count());
        Assert.Single(files.Take(Offer(3, 50, Bob)));
        time.Advance(TimeSpan.FromMinutes(10));
        ClientEvent[] told = [.. files.Take(Offer(4, 20, Alice))];
        Assert.Equal([new FileRefused(1, 50, 50)], told[1..]);
        Assert.Empty(files.Take(Piece(1, 10, Alice)));
        Assert.Single(files.Take(Piece(3, 50, Bob)));
    }

    [Fact]
    public void Drop_AFile_GivesItsRoomBack()
    {
        IncomingFiles files = new(100);
        _ = files.Take(Offer(1, 50, Alice));
        _ = files.Take(Piece(1, 50, Alice));
        Assert.Equal(2, files.Take(Offer(2, 50, Alice)).Count());
        files.Drop(1);
        Assert.Single(files.Take(Offer(3, 50, Alice)));
        Assert.Equal(RoomFailure.NoSuchFile, Assert.Throws<RoomException>(() => files.Drop(1)).Failure);
    }

    [Fact]
    public void Take_WhereASavedFileIsInTheWay_ItGivesWay()
    {
        IncomingFiles files = new(100);
        _ = files.Take(Offer(1, 40, Alice));
        _ = files.Take(Piece(1, 40, Alice));
        _ = files.Take(new FileEnded(1, Alice, 1));
        Assert.Equal(2, files.Take(Offer(2, 40, Alice)).Count());
        files.Find(1).IsSaved = true;
        Assert.Single(files.Take(Offer(3, 40, Alice)));
        Assert.Throws<RoomException>(() => files.Find(1));
    }

    [Fact]
    public void Take_AFileThatStops_GivesItsRoomBack()
    {
        IncomingFiles files = new(100);
        _ = files.Take(Offer(1, 50, Alice));
        _ = files.Take(Piece(1, 50, Alice));
        Assert.Single(files.Take(new FileStopped(1, Alice, FileStopReason.StoppedBySender)));
        Assert.Single(files.Take(Offer(2, 50, Alice)));
    }

    [Theory]
    [InlineData(".bash_profile", "_.bash_profile")]
    [InlineData("../.netrc", "_.._.netrc")]
    [InlineData("notes.txt", "notes.txt")]
    public void Harmless_AHiddenName_IsHiddenNoMore(string name, string expected) => Assert.Equal(expected, FileSaver.Harmless(name));

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

    private static FileOffered Offer(long number, long length, MemberId from)
        => new(number, from, 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "a", length, []);

    private static FilePiece Piece(long number, int length, MemberId from) => new(number, from, 1, 0, 0, new byte[length]);

    private static MemberId Member(byte first) => MemberId.FromBytes([first, .. new byte[MemberId.LengthInBytes - 1]]);
}
