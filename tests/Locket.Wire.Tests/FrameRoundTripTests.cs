using Xunit;

namespace Locket.Wire.Tests;

/// <summary>What is written is read, and what is read is written again byte for byte.</summary>
public sealed class FrameRoundTripTests
{
    [Fact]
    public void ToArray_RandomFramesOfEveryKind_LoadToTheSameFrame()
    {
        Random random = new(1);
        for (int round = 0; round < 500; round++)
        {
            foreach (IFrame frame in Frames.All(random))
            {
                byte[] bytes = frame.ToArray();
                IFrame? loaded = Frames.Load(bytes);
                Assert.NotNull(loaded);
                Assert.Equal(frame.Type, loaded.Type);
                Assert.Equal(bytes, loaded.ToArray());
            }
        }
    }

    [Fact]
    public void TryLoad_Append_HasTheBody()
    {
        Assert.True(AppendFrame.TryLoad(Convert.FromHexString("01AABBCC"), out AppendFrame? frame));
        Assert.Equal("AABBCC", Convert.ToHexString(frame.Body.Span));
    }

    [Fact]
    public void TryLoad_Entry_HasItsFields()
    {
        Assert.True(RelayFrame.TryLoad(Convert.FromHexString("81" + "0000000000000102" + "0000019B76DA7400" + "6869"), out IFrame? frame));
        EntryFrame entry = Assert.IsType<EntryFrame>(frame);
        Assert.Equal(0x102, entry.Seq);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(0x19B76DA7400), entry.Time);
        Assert.Equal("hi"u8.ToArray(), entry.Body.ToArray());
    }

    [Fact]
    public void TryLoad_Stored_HasItsFields()
    {
        byte[] bytes = Convert.FromHexString("82" + "000102030405060708090A0B0C0D0E0F" + "7FFFFFFFFFFFFFFF");
        Assert.True(RelayFrame.TryLoad(bytes, out IFrame? frame));
        StoredFrame stored = Assert.IsType<StoredFrame>(frame);
        Assert.Equal("000102030405060708090a0b0c0d0e0f", stored.Id.ToString());
        Assert.Equal(long.MaxValue, stored.Seq);
    }

    [Fact]
    public void TryLoad_CaughtUp_HasItsFields()
    {
        Assert.True(RelayFrame.TryLoad(Convert.FromHexString("83" + "0000000000000005" + "0000000000000004"), out IFrame? frame));
        CaughtUpFrame caughtUp = Assert.IsType<CaughtUpFrame>(frame);
        Assert.Equal((5, 4), (caughtUp.Oldest, caughtUp.Head));
    }

    [Fact]
    public void TryLoad_Fault_HasItsFields()
    {
        Assert.True(RelayFrame.TryLoad(Convert.FromHexString("84" + "0201" + "000003E8"), out IFrame? frame));
        FaultFrame fault = Assert.IsType<FaultFrame>(frame);
        Assert.Equal((FaultCode.TooManyAppends, TimeSpan.FromSeconds(1)), (fault.Code, fault.RetryAfter));
    }

    [Fact]
    public void Write_BufferOfAnotherLength_Throws()
        => Assert.All(Frames.All(new Random(2)), frame =>
        {
            Assert.Throws<ArgumentException>(() => frame.Write(new byte[frame.LengthInBytes - 1]));
            Assert.Throws<ArgumentException>(() => frame.Write(new byte[frame.LengthInBytes + 1]));
        });
}
