using Locket.Rooms.Tests.Model;
using Xunit;

namespace Locket.Rooms.Tests.Conversation;

public sealed class RoomFileTests
{
    private const int PieceInBytes = 229_376;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(PieceInBytes)]
    [InlineData(PieceInBytes + 1)]
    [InlineData((11 * PieceInBytes) + 17)]
    public void SendFile_AnyLength_ArrivesWholeAndInOrder(int lengthInBytes)
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        byte[] bytes = Bytes(lengthInBytes);
        long local = alice.Room.SendFile("../cat.png", lengthInBytes, meeting.Now);
        SendPieces(meeting, alice, local, bytes);
        alice.Room.FinishFile(local, meeting.Now);
        meeting.Pass(TimeSpan.FromMinutes(1));

        FileOffered offered = Assert.Single(bob.Of<FileOffered>());
        Assert.Equal((".._cat.png", lengthInBytes, alice.Id), (offered.Name, offered.LengthInBytes, offered.From));
        Assert.Equal(bytes, Received(bob, offered.File));
        Assert.Equal(offered.File, Assert.Single(bob.Of<FileEnded>()).File);
        Assert.Empty(bob.Of<FileStopped>());
        Assert.Contains(new Delivered(local, bob.Id), alice.Of<Delivered>());
        Assert.Equal([local], alice.Of<EntryStored>().Select(stored => stored.Local));
    }

    [Fact]
    public void WantsPieces_NothingStored_IsFalseAfterFour()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out _);
        byte[] bytes = Bytes(6 * PieceInBytes);
        long local = alice.Room.SendFile("cat", bytes.Length, meeting.Now);
        for (int i = 0; i < 4; i++)
        {
            Assert.True(alice.Room.WantsPieces(local));
            alice.Room.SendPiece(local, bytes.AsSpan(0, PieceInBytes), meeting.Now);
        }

        Assert.False(alice.Room.WantsPieces(local));
        Assert.Throws<InvalidOperationException>(() => alice.Room.SendPiece(local, bytes.AsSpan(0, PieceInBytes), meeting.Now));
        Assert.Throws<ArgumentException>(() => alice.Room.SendPiece(local, bytes.AsSpan(0, 5), meeting.Now));
        Assert.Throws<InvalidOperationException>(() => alice.Room.FinishFile(local, meeting.Now));
        meeting.Settle();
        Assert.True(alice.Room.WantsPieces(local));
        Assert.False(alice.Room.WantsPieces(local + 1));
    }

    [Fact]
    public void SendPiece_BothSidesRestartInTheMiddle_GoesOn()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        byte[] bytes = Bytes((3 * PieceInBytes) + 1);
        long local = alice.Room.SendFile("cat", bytes.Length, meeting.Now);
        alice.Room.SendPiece(local, bytes.AsSpan(0, PieceInBytes), meeting.Now);
        meeting.Settle();
        alice.Room.SendPiece(local, bytes.AsSpan(PieceInBytes, PieceInBytes), meeting.Now);
        alice.TakeEvents();
        alice.Restore(alice.Save(), meeting.Now);
        bob.Restore(bob.Save(), meeting.Now);
        SendPieces(meeting, alice, local, bytes, from: 2);
        alice.Room.FinishFile(local, meeting.Now);
        meeting.Settle();
        Assert.Equal(bytes, Received(bob, Assert.Single(bob.Of<FileEnded>()).File));
    }

    [Fact]
    public void SendFile_PieceWithheld_IsStoppedOnce()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        byte[] bytes = Bytes(4 * PieceInBytes);
        long local = alice.Room.SendFile("cat", bytes.Length, meeting.Now);
        for (int i = 0; i < 4; i++)
        {
            alice.Room.SendPiece(local, bytes.AsSpan(i * PieceInBytes, PieceInBytes), meeting.Now);
        }

        OutboxEntry lost = alice.Room.Outbox[2];
        alice.Room.Stored(lost.Id.Span, meeting.Relay.Head + 1, meeting.Now);
        alice.Room.FinishFile(local, meeting.Now);
        meeting.Settle();
        Assert.Equal(FileStopReason.PieceMissing, Assert.Single(bob.Of<FileStopped>()).Reason);
        Assert.Empty(bob.Of<FileEnded>());
        Assert.Equal(1, bob.Room.Members[0].Missing);
        Assert.Single(bob.Of<FilePiece>());
    }

    [Fact]
    public void StopFile_UnderWay_IsSaid()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        long local = alice.Room.SendFile("cat", 10, meeting.Now);
        alice.Room.StopFile(local, meeting.Now);
        alice.Room.StopFile(local, meeting.Now);
        meeting.Settle();
        Assert.Equal(FileStopReason.StoppedBySender, Assert.Single(bob.Of<FileStopped>()).Reason);
        Assert.Throws<ArgumentException>(() => alice.Room.FinishFile(local, meeting.Now));
    }

    [Fact]
    public void SendFile_SenderLeaves_IsStopped()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        alice.Room.SendFile("cat", 10, meeting.Now);
        alice.Room.Leave(meeting.Now);
        meeting.Settle();
        Assert.Equal(FileStopReason.SenderLeft, Assert.Single(bob.Of<FileStopped>()).Reason);
    }

    [Fact]
    public void SendFile_LastReaderLeaves_IsStopped()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        long local = alice.Room.SendFile("cat", 10, meeting.Now);
        meeting.Settle();
        bob.Room.Leave(meeting.Now);
        meeting.Settle();
        Assert.Equal(new FileStopped(local, bob.Id, FileStopReason.ReadersLeft), Assert.Single(alice.Of<FileStopped>()));
        Assert.False(alice.Room.WantsPieces(local));
    }

    [Fact]
    public void SendFile_WhatCannotBe_Throws()
    {
        using Meeting meeting = new();
        ModelMember alice = meeting.Join("Alice");
        Assert.Throws<RoomException>(() => alice.Room.SendFile("cat", 1, meeting.Now));
        meeting.Join("Bob");
        Assert.Throws<ArgumentOutOfRangeException>(() => alice.Room.SendFile("cat", -1, meeting.Now));
        Assert.Throws<ArgumentOutOfRangeException>(() => alice.Room.SendFile("cat", (64 * 1024 * 1024) + 1, meeting.Now));
        Assert.Throws<ArgumentException>(() => alice.Room.SendFile(string.Empty, 1, meeting.Now));
        Assert.Throws<ArgumentException>(() => alice.Room.SendFile(new string('x', 256), 1, meeting.Now));
        for (int i = 0; i < 4; i++)
        {
            alice.Room.SendFile("cat", 1, meeting.Now);
        }

        Assert.Throws<RoomException>(() => alice.Room.SendFile("cat", 1, meeting.Now));
    }

    private static byte[] Bytes(int lengthInBytes)
    {
        byte[] bytes = new byte[lengthInBytes];
        new Random(lengthInBytes).NextBytes(bytes);
        return bytes;
    }

    private static void SendPieces(Meeting meeting, ModelMember sender, long local, byte[] bytes, int from = 0)
    {
        for (int at = from * PieceInBytes; at < bytes.Length; at += PieceInBytes)
        {
            if (!sender.Room.WantsPieces(local))
            {
                meeting.Settle();
            }

            sender.Room.SendPiece(local, bytes.AsSpan(at, Math.Min(PieceInBytes, bytes.Length - at)), meeting.Now);
        }

        Assert.False(sender.Room.WantsPieces(local));
    }

    private static byte[] Received(ModelMember member, long file)
    {
        using MemoryStream stream = new();
        foreach (FilePiece piece in member.Of<FilePiece>().Where(piece => piece.File == file))
        {
            Assert.Equal(stream.Length, piece.OffsetInBytes);
            stream.Write(piece.Bytes.Span);
        }

        return stream.ToArray();
    }
}
