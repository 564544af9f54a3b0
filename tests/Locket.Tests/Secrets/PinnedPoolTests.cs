using Locket.Secrets;
using Xunit;

namespace Locket.Tests.Secrets;

public sealed class PinnedPoolTests
{
    [Fact]
    public void Rent_AfterReturn_GivesZeros()
    {
        for (int turn = 0; turn < 1000; turn++)
        {
            byte[] array = PinnedPool.Rent(32);
            Assert.False(array.AsSpan().ContainsAnyExcept((byte)0));
            array.AsSpan().Fill(0xAB);
            PinnedPool.Return(array);
        }
    }

    [Fact]
    public void Dispose_Twice_GivesTheArrayBackOnce()
    {
        SecretBytes first = new(32);
        first.Dispose();
        first.Dispose();
        using SecretBytes second = new(32);
        using SecretBytes third = new(32);
        second.Span.Fill(2);
        third.Span.Fill(3);
        Assert.False(second.Span.ContainsAnyExcept((byte)2));
        Assert.False(third.Span.ContainsAnyExcept((byte)3));
    }

    [Fact]
    public void Rent_ByManyThreads_NeverSharesAnArray()
        => Parallel.For(0, 8, worker =>
        {
            for (int turn = 0; turn < 2000; turn++)
            {
                using SecretBytes secret = new(64);
                secret.Span.Fill((byte)(worker + 1));
                Thread.Yield();
                Assert.False(secret.Span.ContainsAnyExcept((byte)(worker + 1)));
            }
        });

    [Fact]
    public void Rent_Longer_IsExact() => Assert.Equal(PinnedPool.KeptInBytes + 1, PinnedPool.Rent(PinnedPool.KeptInBytes + 1).Length);
}
