using Locket.Client.Keeping;
using Locket.Client.Tests.TestSupport;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Client.Tests.Keeping;

public sealed class AttemptFileTests : IDisposable
{
    private readonly TempFolder _temp = new();

    [Fact]
    public void Write_ThenRead_IsTheSameUnderAHashedName()
    {
        byte[] address = [.. Enumerable.Range(0, 16).Select(number => (byte)number)];
        AttemptFile file = new(address, _temp.File("state/rooms"));
        Assert.Empty(file.Read());
        file.Write([1, 2, 3]);
        file.Write([4]);
        Assert.Equal([4], new AttemptFile(address, _temp.File("state/rooms")).Read());
        Assert.Empty(new AttemptFile(new byte[16], _temp.File("state/rooms")).Read());

        // printf 'locket/v1 attempts\x00\x01...\x0f' | sha256sum
        Assert.Equal("7c280df48fdb85c9a7ca1be3840c3b99", Path.GetFileName(Assert.Single(Directory.GetFiles(_temp.File("state/rooms")))));
    }

    [Fact]
    public void Read_AFileThatIsTooLong_Throws()
    {
        AttemptFile file = new(new byte[16], _temp.Path);
        file.Write(new byte[AttemptFile.MaxLengthInBytes]);
        Assert.Throws<ArgumentException>(() => file.Write(new byte[AttemptFile.MaxLengthInBytes + 1]));
        File.WriteAllBytes(_temp.File(_temp.Names.Single()), new byte[AttemptFile.MaxLengthInBytes + 1]);
        Assert.Throws<IOException>(file.Read);
        Assert.Throws<ArgumentException>(() => new AttemptFile(new byte[15], _temp.Path));
    }

    [Fact]
    public void Keep_ARoomWithoutAttempts_LeavesNoTrace()
    {
        using FakeEngine room = new(RunningRelay.Room(7)) { Attempts = [9] };
        AttemptKeeper keeper = new(new AttemptFile(new byte[16], _temp.Path), room);
        keeper.Keep(room, KeptNotes.None);
        Assert.Empty(_temp.Names);
        room.Attempts = [9, 1];
        keeper.Keep(room, KeptNotes.None);
        Assert.Equal([9, 1], new AttemptFile(new byte[16], _temp.Path).Read());
    }

    public void Dispose() => _temp.Dispose();
}
