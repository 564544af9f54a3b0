using System.Buffers.Binary;
using Xunit;

namespace Locket.Wire.Tests;

/// <summary>
/// Bytes from the network never throw, never allocate by what they claim, and are taken only in the one form that is written.
/// </summary>
public sealed class HostileFrameTests
{
    [Fact]
    public void TryLoad_EveryTruncationOfAFixedFrame_IsRefused()
    {
        int refused = 0;
        foreach (IFrame frame in Frames.All(new Random(3)).Where(frame => frame is StoredFrame or CaughtUpFrame or FaultFrame))
        {
            byte[] bytes = frame.ToArray();
            for (int length = 0; length < bytes.Length; length++, refused++)
            {
                Assert.Null(Frames.Load(bytes.AsMemory(0, length)));
            }

            Assert.Null(Frames.Load((byte[])[.. bytes, 0]));
        }

        Assert.Equal(StoredFrame.FixedLengthInBytes + CaughtUpFrame.FixedLengthInBytes + FaultFrame.FixedLengthInBytes, refused);
    }

    [Fact]
    public void TryLoad_EveryTruncationOfAFrameWithBody_IsRefusedOrHasAShorterBody()
    {
        foreach (IFrame frame in Frames.All(new Random(4)).Where(frame => frame is AppendFrame or EntryFrame))
        {
            byte[] bytes = frame.ToArray();
            int header = frame is AppendFrame ? AppendFrame.HeaderInBytes : EntryFrame.HeaderInBytes;
            for (int length = 0; length < bytes.Length; length++)
            {
                IFrame? loaded = Frames.Load(bytes.AsMemory(0, length));
                Assert.Equal(length > header, loaded is not null);
                Assert.Equal(loaded is null ? 0 : length, loaded?.LengthInBytes ?? 0);
            }
        }
    }

    [Fact]
    public void TryLoad_BodiesAtTheLimit_AreTakenAndOneByteMoreIsNot()
    {
        byte[] append = new byte[WireLimits.MaxFrameInBytes + 1];
        append[0] = (byte)FrameType.Append;
        int longest = AppendFrame.HeaderInBytes + WireLimits.MaxBodyInBytes;
        Assert.True(AppendFrame.TryLoad(append.AsMemory(0, longest), out AppendFrame? largest));
        Assert.Equal(WireLimits.MaxFrameInBytes, new EntryFrame(1, DateTimeOffset.UnixEpoch, largest.Body).LengthInBytes);
        Assert.False(AppendFrame.TryLoad(append.AsMemory(0, longest + 1), out _));
        Assert.False(AppendFrame.TryLoad(append.AsMemory(0, 1), out _));

        byte[] entry = new byte[WireLimits.MaxFrameInBytes + 1];
        new EntryFrame(1, DateTimeOffset.UnixEpoch, largest.Body).Write(entry.AsSpan(0, WireLimits.MaxFrameInBytes));
        Assert.True(EntryFrame.TryLoad(entry.AsMemory(0, WireLimits.MaxFrameInBytes), out _));
        Assert.False(EntryFrame.TryLoad(entry, out _));
    }

    [Theory]
    [InlineData("81", 0L, 0L)]
    [InlineData("81", -1L, 0L)]
    [InlineData("81", 1L, -1L)]
    [InlineData("81", 1L, WireLimits.MaxTimeInMilliseconds + 1)]
    [InlineData("81", 1L, long.MaxValue)]
    [InlineData("83", 0L, 0L)]
    [InlineData("83", -1L, 4L)]
    [InlineData("83", 6L, 4L)]
    [InlineData("83", 1L, -1L)]
    [InlineData("83", 1L, long.MaxValue)]
    [InlineData("83", long.MinValue, long.MaxValue)]
    public void TryLoad_NumbersOutsideTheirLimits_IsRefused(string type, long first, long second)
    {
        byte[] bytes = [.. Convert.FromHexString(type), .. new byte[16], .. type is "81" ? "x"u8.ToArray() : []];
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), first);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(9), second);
        Assert.Null(Frames.Load(bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void TryLoad_StoredWithoutANumber_IsRefused(long seq)
    {
        byte[] bytes = new StoredFrame(default, 1).ToArray();
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(17), seq);
        Assert.Null(Frames.Load(bytes));
    }

    [Fact]
    public void TryLoad_EveryFaultCode_IsTakenByItsClassAlone()
    {
        byte[] bytes = new FaultFrame(FaultCode.BadFrame, TimeSpan.Zero).ToArray();
        for (int code = 0; code <= ushort.MaxValue; code++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(1), (ushort)code);
            Assert.Equal(code is > 0 and < 0x300, Frames.Load(bytes) is FaultFrame fault && (int)fault.Code == code);
        }
    }

    [Fact]
    public void TryLoad_TypesThatNobodySends_AreRefused()
    {
        int[] known = [0x01, 0x81, 0x82, 0x83, 0x84];
        for (int type = 0; type < 256; type++)
        {
            byte[] bytes = [(byte)type, .. Enumerable.Repeat((byte)1, 24)];
            Assert.True(known.Contains(type) || Frames.Load(bytes) is null, $"type {type}");
        }

        Assert.False(RelayFrame.TryLoad("\u0001body"u8.ToArray(), out _));
    }

    [Fact]
    public void TryLoad_ThousandsOfRandomMutations_AreRefusedOrReadInTheirOnlyForm()
    {
        Random random = new(5);
        int taken = 0;
        int refused = 0;
        for (int round = 0; round < 4000; round++)
        {
            foreach (IFrame frame in Frames.All(random))
            {
                byte[] bytes = Mutate(frame.ToArray(), random);
                if (Frames.Load(bytes) is IFrame loaded)
                {
                    taken++;
                    Assert.Equal(bytes, loaded.ToArray());
                }
                else
                {
                    refused++;
                }
            }
        }

        Assert.True(taken > 1000 && refused > 1000, $"{taken} taken, {refused} refused: one side was hardly tried");
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        List<byte> mutated = [.. bytes];
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(mutated.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < mutated.Count:
                    mutated[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when at < mutated.Count:
                    mutated[at] = (byte)random.Next(256);
                    break;
                case 2 when at < mutated.Count:
                    mutated.RemoveRange(at, random.Next(mutated.Count - at) + 1);
                    break;
                default:
                    mutated.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(1, 20)));
                    break;
            }
        }

        return [.. mutated];
    }
}
