using Locket.Armor;
using Xunit;

namespace Locket.Tests.Armor;

public sealed class ArmorRandomAccessTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Read_SmallSizesEveryRange_GivesTheBytes(string lineEnd)
    {
        for (int size = 1; size <= 150; size++)
        {
            byte[] bytes = ArmorText.Bytes(size, size);
            using BytesSource inner = new(ArmorText.Of(bytes, lineEnd));
            using ArmorRandomAccess armor = new(inner);
            Assert.Equal(size, armor.LengthInBytes);
            for (int offset = 0; offset <= size + 1; offset++)
            {
                foreach (int length in new[] { 0, 1, 47, 48, 49, 200 })
                {
                    byte[] expected = [.. bytes.Skip(offset).Take(length)];
                    byte[] buffer = new byte[length];
                    Assert.Equal(expected.Length, armor.Read(offset, buffer));
                    Assert.Equal(expected, buffer[..expected.Length]);
                }
            }
        }
    }

    [Fact]
    public void Read_RandomRangesOfRandomFiles_EqualsTheStream()
    {
        Random random = new(20);
        for (int round = 0; round < 60; round++)
        {
            byte[] text = ArmorText.Of(ArmorText.Bytes(random.Next(1, 100_000), round), random.Next(2) == 0 ? "\n" : "\r\n");
            using MemoryStream stream = new(text);
            using ArmorReadStream reader = new(stream);
            using MemoryStream expected = new();
            reader.CopyTo(expected);
            using BytesSource inner = new(text);
            using ArmorRandomAccess armor = new(inner);
            Assert.Equal(expected.Length, armor.LengthInBytes);
            for (int i = 0; i < 40; i++)
            {
                int offset = random.Next((int)expected.Length + 1);
                byte[] buffer = new byte[random.Next(2) == 0 ? random.Next(200) : random.Next(80_000)];
                int read = armor.Read(offset, buffer);
                Assert.Equal(Math.Min(buffer.Length, expected.Length - offset), read);
                Assert.Equal(expected.ToArray()[offset..(offset + read)], buffer[..read]);
            }
        }
    }

    [Theory]
    [ClassData(typeof(ArmorViolations))]
    public void Read_BrokenRule_FailsAsTheStreamDoes(string name, byte[] text, bool truncated, int intactBytes)
    {
        LocketException failure = Assert.Throws<LocketException>(() => ReadEverything(text));
        bool inBeginLine = intactBytes == 0 && failure.Message.Contains("line 1", StringComparison.Ordinal);
        LocketFailure violation = inBeginLine ? LocketFailure.DamagedHeader : LocketFailure.DamagedPayload;
        Assert.True(failure.Reason == (truncated ? LocketFailure.Truncated : violation), $"{name}: {failure.Reason}");
        Assert.InRange(failure.OffsetInBytes ?? -1, intactBytes / 48 * 48, intactBytes);
    }

    [Fact]
    public void Read_DamagedLine_OnlyTouchesFailWithTheReasonOfTheMoment()
    {
        byte[] bytes = ArmorText.Bytes(480);
        byte[] text = ArmorText.Of(bytes);
        text[28 + (65 * 5) + 10] = (byte)' ';
        using BytesSource inner = new(text);
        using ArmorRandomAccess armor = new(inner);
        byte[] buffer = new byte[96];
        Assert.Equal(96, armor.Read(144, buffer));
        Assert.Equal(bytes[144..240], buffer);
        Assert.Equal(LocketFailure.DamagedHeader, Assert.Throws<LocketException>(() => armor.Read(200, buffer)).Reason);
        armor.FailureReason = LocketFailure.DamagedPayload;
        LocketException failure = Assert.Throws<LocketException>(() => armor.Read(200, buffer));
        Assert.Equal((LocketFailure.DamagedPayload, 240L), (failure.Reason, failure.OffsetInBytes));
        Assert.Equal(96, armor.Read(288, buffer));
        Assert.Equal(bytes[288..384], buffer);
    }

    [Fact]
    public async Task Read_ManyThreads_EachGetsItsBytes()
    {
        byte[] bytes = ArmorText.Bytes(200_000);
        using BytesSource inner = new(ArmorText.Of(bytes));
        using ArmorRandomAccess armor = new(inner);
        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, (i, _) =>
        {
            byte[] buffer = new byte[16_400];
            int offset = i * 917;
            int read = armor.Read(offset, buffer);
            Assert.Equal(Math.Min(buffer.Length, bytes.Length - offset), read);
            Assert.True(bytes.AsSpan(offset, read).SequenceEqual(buffer.AsSpan(0, read)));
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public void Dispose_Always_DisposesTheInnerSource()
    {
        using BytesSource inner = new(ArmorText.Of([1]));
        new ArmorRandomAccess(inner).Dispose();
        Assert.True(inner.IsDisposed);
    }

    private static void ReadEverything(byte[] text)
    {
        using BytesSource inner = new(text);
        using ArmorRandomAccess armor = new(inner) { FailureReason = LocketFailure.DamagedPayload };
        _ = armor.Read(0, new byte[armor.LengthInBytes]);
    }
}
