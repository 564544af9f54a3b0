using Locket.Client.Keeping;
using Locket.Client.Tests.TestSupport;
using Locket.Rooms;
using Locket.Tests.TestSupport;
using Locket.Wire;
using Xunit;

namespace Locket.Client.Tests.Keeping;

public sealed class RoomFolderTests : IDisposable
{
    private static readonly RoomAddress Address = RunningRelay.Room(5);

    /// <summary>Of these the state holds six, and the seventh makes them a segment.</summary>
    private static readonly string SixToATail = new('x', RoomFolder.MaxTailInBytes * 10 / 65);

    private readonly TempFolder _temp = new();

    private string Kept => _temp.File("kept");

    [Fact]
    public void Open_AgainWithThePassword_HasWhatWasWritten()
    {
        using (RoomFolder folder = Open())
        {
            Assert.False(folder.HoldsRoom);
            Assert.Null(folder.ReadRoom(Address));
            folder.Write(Address, [1, 2, 3], Said(Item("one"), Item("two")));
            folder.Write(Address, [4, 5], Said(Item("three")));
        }

        using RoomFolder again = Open();
        Assert.True(again.HoldsRoom);
        Assert.Equal([4, 5], again.ReadRoom(Address)!.Span.ToArray());
        Assert.Equal([Item("one"), Item("two"), Item("three")], again.ReadHistory());
    }

    [Fact]
    public void Open_Again_KnowsWhatWasNotShownAndWhatWasUnderWay()
    {
        HistoryItem file = Item("photo.png") with { Kind = HistoryKind.FileOffered };
        using (RoomFolder folder = Open())
        {
            folder.Write(Address, [1], new KeptNotes { News = [Item("one"), Item("two"), file, Item("three")], Unseen = 2, Files = [file] });
            Assert.Equal(0, folder.UnseenCount);
        }

        using RoomFolder again = Open();
        Assert.Equal(2, again.UnseenCount);
        Assert.Equal([Item("two"), Item("three")], again.ReadUnseen());
        Assert.Equal([file], again.LostFiles);
        Assert.Equal([1], again.ReadRoom(Address)!.Span.ToArray());
    }

    [Fact]
    public void ReadHosting_WhatWasWritten_ComesBackAndIsSealed()
    {
        byte[] hosting = [.. Enumerable.Repeat("certificate"u8.ToArray(), 90).SelectMany(part => part)];
        using (RoomFolder folder = Open())
        {
            Assert.Null(folder.ReadHosting());
            folder.WriteHosting([1]);
            folder.WriteHosting(hosting);
            Assert.Throws<ArgumentException>(() => folder.WriteHosting(new byte[(64 * 1024) + 1]));
        }

        using RoomFolder again = Open();
        Assert.Equal(hosting, again.ReadHosting());
        Assert.Equal(-1, File.ReadAllBytes(Path.Combine(Kept, "hosting.locket")).AsSpan().IndexOf("certificate"u8));
    }

    [Fact]
    public void Open_ByAnother_IsRefusedUntilTheFirstIsDone()
    {
        using (RoomFolder folder = Open())
        {
            Assert.Equal(RoomFolderFailure.InUse, Assert.Throws<RoomFolderException>(Open).Failure);
        }

        Open().Dispose();
    }

    [Fact]
    public void Open_WithAnotherPassword_IsRefused()
    {
        Open().Dispose();
        using Password wrong = new("wrong");
        RoomFolderException refused = Assert.Throws<RoomFolderException>(() => RoomFolder.Open(Kept, wrong));
        Assert.Equal(RoomFolderFailure.WrongPassword, refused.Failure);
        Open().Dispose();
    }

    [Fact]
    public void Open_AFolderWithOtherThings_ChangesNothingInIt()
    {
        _temp.Write("letter.txt", [1]);
        using Password password = Talker.Password;
        RoomFolderException refused = Assert.Throws<RoomFolderException>(() => RoomFolder.Open(_temp.Path, password));
        Assert.Equal(RoomFolderFailure.NotARoomFolder, refused.Failure);
        refused = Assert.Throws<RoomFolderException>(() => RoomFolder.Open(_temp.File("letter.txt"), password));
        Assert.Equal(RoomFolderFailure.NotARoomFolder, refused.Failure);
        Assert.Equal(["letter.txt"], _temp.Names);
    }

    [Fact]
    public void ReadRoom_OfAnotherRoom_IsRefused()
    {
        using RoomFolder folder = Open();
        folder.Write(Address, [1], KeptNotes.None);
        folder.Dispose();
        using RoomFolder again = Open();
        RoomFolderException refused = Assert.Throws<RoomFolderException>(() => again.ReadRoom(RunningRelay.Room(6)));
        Assert.Equal(RoomFolderFailure.OtherRoom, refused.Failure);
    }

    [Fact]
    public void Files_OnUnix_AreTheirOwnersAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "permissions are those of the profile");
        using RoomFolder folder = Open();
        folder.Write(Address, [1], Said(Item(new string('x', RoomFolder.MaxTailInBytes))));
#pragma warning disable CA1416 // skipped above
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Kept));
        foreach (string path in Directory.EnumerateFiles(Kept))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
#pragma warning restore CA1416
    }

    [Fact]
    public void Write_MoreThanTheTailHolds_GoesIntoSegmentsInOrder()
    {
        HistoryItem[] items = [.. Enumerable.Range(0, 40).Select(number => Item($"{number} " + SixToATail))];
        using (RoomFolder folder = Open())
        {
            foreach (HistoryItem item in items)
            {
                folder.Write(Address, [1], Said(item));
            }
        }

        using RoomFolder again = Open();
        Assert.Equal(items, again.ReadHistory());
        Assert.Equal(5, Directory.GetFiles(Kept, "history-*.locket").Length);
        Assert.InRange(new FileInfo(Path.Combine(Kept, "state.locket")).Length, 1, RoomFolder.MaxTailInBytes + 2000);
    }

    [Fact]
    public void Open_AfterACrashBetweenSegmentAndState_HasEachItemOnce()
    {
        HistoryItem[] items = [.. Enumerable.Range(0, 14).Select(number => Item($"{number} " + SixToATail))];
        using (RoomFolder folder = Open())
        {
            folder.Write(Address, [1], Said(items[..6]));
        }

        byte[] before = File.ReadAllBytes(Path.Combine(Kept, "state.locket"));
        using (RoomFolder folder = Open())
        {
            folder.Write(Address, [2], Said(items[6]));
        }

        // The segment is there, the state that counts it is not; and something was being written.
        Assert.True(File.Exists(Path.Combine(Kept, "history-0000.locket")));
        File.WriteAllBytes(Path.Combine(Kept, "state.locket"), before);
        File.WriteAllBytes(Path.Combine(Kept, ".locket-0011223344556677.partial"), [1, 2, 3]);
        using (RoomFolder folder = Open())
        {
            Assert.Equal(items[..6], folder.ReadHistory());
            Assert.Equal([1], folder.ReadRoom(Address)!.Span.ToArray());
            foreach (HistoryItem item in items[6..])
            {
                folder.Write(Address, [3], Said(item));
            }
        }

        using RoomFolder again = Open();
        Assert.Equal(items, again.ReadHistory());
        Assert.False(File.Exists(Path.Combine(Kept, ".locket-0011223344556677.partial")));
    }

    [Theory]
    [InlineData("key.locket", 200)]
    [InlineData("state.locket", 150)]
    public void Open_WithAFlippedBit_IsDamaged(string name, int offset)
    {
        using (RoomFolder folder = Open())
        {
            folder.Write(Address, [1], Said(Item("one")));
        }

        byte[] bytes = File.ReadAllBytes(Path.Combine(Kept, name));
        bytes[^Math.Min(offset, bytes.Length)] ^= 1;
        File.WriteAllBytes(Path.Combine(Kept, name), bytes);
        RoomFolderException refused = Assert.Throws<RoomFolderException>(Open);
        Assert.True(refused.Failure is RoomFolderFailure.Damaged or RoomFolderFailure.WrongPassword, refused.ToString());
        bytes[^Math.Min(offset, bytes.Length)] ^= 1;
        File.WriteAllBytes(Path.Combine(Kept, name), bytes);
        Open().Dispose();
    }

    [Fact]
    public void Remove_AFolderWithOtherFiles_LeavesThem()
    {
        string[] others = ["thesis.locket", "history-1.locket", "history-00001.locket", "x.partial", ".locket-x.partial"];
        using (RoomFolder folder = Open())
        {
            folder.Write(Address, [1], Said(Item(new string('x', RoomFolder.MaxTailInBytes + 1))));
            folder.WriteHosting([1]);
        }

        Array.ForEach(others, name => File.WriteAllText(Path.Combine(Kept, name), "precious"));
        File.WriteAllText(Path.Combine(Kept, ".locket-0123456789abcdef.partial"), "rest");
        using (RoomFolder folder = Open())
        {
            Assert.True(File.Exists(Path.Combine(Kept, "history-0000.locket")));
            folder.Remove();
        }

        string[] left = [.. Directory.EnumerateFiles(Kept).Select(path => Path.GetFileName(path))];
        Assert.Equal(others.Append("lock").Order(StringComparer.Ordinal), left.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ReadHistory_OfAnOldRoom_IsTheNewestPart()
    {
        const int Segments = RoomFolder.MaxSegments + 3;
        string text = new('x', RoomFolder.MaxTailInBytes);
        using (RoomFolder folder = Open())
        {
            for (int number = 0; number < Segments; number++)
            {
                folder.Write(Address, [1], Said(Item(text) with { Seq = number }));
            }
        }

        using RoomFolder again = Open();
        Assert.Equal(Enumerable.Range(3, RoomFolder.MaxSegments).Select(number => (long)number), again.ReadHistory().Select(item => item.Seq));
        Assert.Equal(RoomFolder.MaxSegments, Directory.EnumerateFiles(Kept, "history-*").Count());
        Assert.False(File.Exists(Path.Combine(Kept, "history-0002.locket")));
    }

    [Fact]
    public void TryRestore_InTheProcessThatWroteIt_GivesWhatWasWrittenLast()
    {
        using Password password = Talker.Password;
        using RoomKeys keys = RoomKeys.Derive(RoomCode.Generate(), password, CipherSuite.Aes256, TestContext.Current.CancellationToken);
        RoomOptions options = new() { Name = "Alice" };
        using RoomFolder folder = Open();
        using Room room = Room.Create(keys, options, [], DateTimeOffset.UnixEpoch);
        for (int i = 1; i <= 2; i++)
        {
            room.SendText("a text that waits", DateTimeOffset.UnixEpoch);
            while (room.TryTakeEvent(out _))
            {
            }

            using SavedRoom saved = room.Save();
            folder.Write(RoomAddress.FromBytes(keys.Address), saved.Bytes, KeptNotes.None);
            Assert.True(folder.TryRestore(keys, options, DateTimeOffset.UnixEpoch, out Room? again));
            using (again)
            {
                Assert.Equal((room.Id, i), (again.Id, again.WaitingTexts));
            }
        }
    }

    [Fact]
    public void TryRestore_AttemptsThatTheFolderDoesNotKnow_Count()
    {
        using Password password = Talker.Password;
        using RoomKeys keys = RoomKeys.Derive(RoomCode.Generate(), password, CipherSuite.Aes256, TestContext.Current.CancellationToken);
        AttemptFile attempts = new(keys.Address, _temp.File("attempts"));
        RoomOptions options = new() { Name = "Alice" };
        using (RoomFolder folder = Open())
        using (Room room = Room.Create(keys, options, Ledger(1), DateTimeOffset.UnixEpoch))
        {
            using SavedRoom saved = room.Save();
            folder.Write(Wire.RoomAddress.FromBytes(keys.Address), saved.Bytes, KeptNotes.None);
        }

        // A run without the folder counted two more, one of them the same.
        attempts.Write(Ledger(1, 2, 3));
        using RoomFolder again = Open();
        Assert.True(again.TryRestore(keys, options, DateTimeOffset.UnixEpoch, out Room? without));
        using (without)
        {
            Assert.False(without.IsLocked);
        }

        Assert.True(again.TryRestore(keys, options, DateTimeOffset.UnixEpoch, out Room? restored, attempts));
        using (restored)
        {
            Assert.True(restored.IsLocked);
            Assert.Equal(Ledger(1, 2, 3), restored.SaveAttempts());
        }
    }

    /// <summary>What a room saves of attempts (docs/protocol.md, "Guess limiting"): version, time, count, ids.</summary>
    private static byte[] Ledger(params byte[] ids)
        => [1, .. new byte[8], (byte)ids.Length, .. ids.SelectMany(id => (byte[])[.. new byte[15], id])];

    [Fact]
    public void Files_AllOfThem_HoldNothingInTheClear()
    {
        using RoomFolder folder = Open();
        folder.Write(Address, "a secret room"u8, Said(Item("a secret text")));
        foreach (string path in Directory.EnumerateFiles(Kept).Where(path => path.EndsWith(".locket", StringComparison.Ordinal)))
        {
            Assert.Equal(-1, File.ReadAllBytes(path).AsSpan().IndexOf("secret"u8));
        }

        Assert.Equal(nameof(HistoryKind.TextReceived), Item("a secret text").ToString());
    }

    public void Dispose() => _temp.Dispose();

    private static HistoryItem Item(string text) => new()
    {
        Kind = HistoryKind.TextReceived,
        From = MemberId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
        Time = DateTimeOffset.UnixEpoch.AddMilliseconds(1234),
        Seq = long.MaxValue,
        Local = 3,
        LengthInBytes = 4,
        Text = text,
    };

    private static KeptNotes Said(params HistoryItem[] items) => new() { News = items };

    private RoomFolder Open()
    {
        using Password password = Talker.Password;
        return RoomFolder.Open(Kept, password, Talker.Kdf);
    }
}
