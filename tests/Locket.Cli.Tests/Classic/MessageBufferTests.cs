using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Locket.Classic;
using Locket.Cli.Operations.Classic;
using Xunit;

namespace Locket.Cli.Tests.Classic;

public sealed class MessageBufferTests
{
    private const int Limit = 1024 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(Limit)]
    public async Task Read_ThenDispose_LeavesNothingInAnyBuffer(int length)
    {
        byte[] content = RandomNumberGenerator.GetBytes(length);
        using WatchedStream source = new(content);
        using (MessageBuffer buffer = new(Limit))
        {
            await buffer.ReadAsync(source, TestContext.Current.CancellationToken);
            Assert.Equal(content, buffer.Content.ToArray());
        }

        Assert.Equal(length >= 65_536, source.Buffers.Count > 1);
        Assert.All(source.Buffers, bytes => Assert.False(bytes.AsSpan().ContainsAnyExcept((byte)0)));
    }

    [Fact]
    public async Task Read_OneByteOverTheLimit_IsRefusedAndLeavesNothing()
    {
        using WatchedStream source = new(RandomNumberGenerator.GetBytes(Limit + 1));
        using (MessageBuffer buffer = new(Limit))
        {
            ClassicException refused = await Assert.ThrowsAsync<ClassicException>(
                () => buffer.ReadAsync(source, TestContext.Current.CancellationToken));
            Assert.Equal(ClassicFailure.TooLarge, refused.Reason);
        }

        Assert.All(source.Buffers, bytes => Assert.False(bytes.AsSpan().ContainsAnyExcept((byte)0)));
    }

    /// <summary>Remembers the arrays that it was asked to fill.</summary>
    private sealed class WatchedStream(byte[] content) : MemoryStream(content)
    {
        public HashSet<byte[]> Buffers { get; } = new(ReferenceEqualityComparer.Instance);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Assert.True(MemoryMarshal.TryGetArray<byte>(buffer, out ArraySegment<byte> segment));
            Buffers.Add(segment.Array!);
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
