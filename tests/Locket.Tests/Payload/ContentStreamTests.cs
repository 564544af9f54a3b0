using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Payload;

public sealed class ContentStreamTests
{
    private const int Chunk = Samples.Chunk;
    private const int Size = (40 * Chunk) + 333;

    private static readonly byte[] Content = Samples.Content(Size, seed: 4);

    [Fact]
    public void Read_AtRandomOffsets_GivesTheContent()
    {
        Random random = new(5);
        foreach (EncryptionOptions options in Samples.AllOptions)
        {
            using LocketReader reader = Open(Samples.Encrypt(Content, options));
            using Stream one = reader.OpenContent();
            using Stream other = reader.OpenContent();
            byte[] buffer = new byte[50000];
            for (int round = 0; round < 300; round++)
            {
                Stream stream = round % 3 == 0 ? other : one;
                if (round % 4 != 1)
                {
                    stream.Position = round % 5 == 0 ? random.Next(42) * Chunk : random.Next(Size + 10);
                }

                long at = stream.Position;
                int wanted = random.Next(buffer.Length);
                int read = stream.ReadAtLeast(buffer.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
                int expected = (int)Math.Clamp(Size - at, 0, wanted);
                Assert.Equal(expected, read);
                Assert.Equal(at + read, stream.Position);
                Assert.True(expected == 0 || Content.AsSpan((int)at, read).SequenceEqual(buffer.AsSpan(0, read)), $"{options}, at {at}");
            }
        }
    }

    [Fact]
    public void Read_OneChunkDamaged_TheOthersAreStillReadAndItFailsEveryTime()
    {
        byte[] file = Samples.Encrypt(Content);
        int start = file.Length - Size - (41 * 16);
        const int Bad = 20;
        long offset = start + ((long)Bad * (Chunk + 16));
        file[offset + 100] ^= 4;
        using LocketReader reader = Open(file);
        using Stream content = reader.OpenContent();
        byte[] buffer = new byte[Chunk];
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(Size, content.Length);
            foreach (int chunk in (int[])[Bad - 1, Bad + 1, 0, 39])
            {
                content.Position = chunk * Chunk;
                content.ReadExactly(buffer);
                Assert.Equal(Content.AsSpan(chunk * Chunk, Chunk), buffer.AsSpan());
            }

            content.Position = (Bad * Chunk) + (round * 5000);
            LocketException failure = Assert.Throws<LocketException>(() => content.ReadByte());
            Assert.Equal((LocketFailure.DamagedPayload, offset), (failure.Reason, failure.OffsetInBytes));
        }

        content.Position = (Bad - 2) * Chunk;
        Assert.Throws<LocketException>(() => content.ReadExactly(new byte[5 * Chunk]));
    }

    [Fact]
    public void Read_EndCutOff_RangesAreReadButLengthAndEndFail()
    {
        byte[] whole = Samples.Encrypt(Content);
        int start = whole.Length - Size - (41 * 16);
        using LocketReader reader = Open(whole[..(start + (10 * (Chunk + 16)))]);
        using Stream content = reader.OpenContent();
        byte[] buffer = new byte[Chunk];
        content.Position = 9 * Chunk;
        content.ReadExactly(buffer);
        Assert.Equal(Content.AsSpan(9 * Chunk, Chunk), buffer.AsSpan());
        Assert.Equal(LocketFailure.Truncated, Assert.Throws<LocketException>(() => content.ReadByte()).Reason);
        Assert.Equal(LocketFailure.Truncated, Assert.Throws<LocketException>(() => content.Length).Reason);
        Assert.Equal(LocketFailure.Truncated, Assert.Throws<LocketException>(() => content.Seek(0, SeekOrigin.End)).Reason);
    }

    [Fact]
    public void Length_FinalChunkDamaged_FailsButOthersAreRead()
    {
        byte[] file = Samples.Encrypt(Content);
        file[^1] ^= 1;
        using LocketReader reader = Open(file);
        using Stream content = reader.OpenContent();
        Assert.Equal(Content[0], content.ReadByte());
        Assert.Throws<LocketException>(() => content.Length);
        content.Position = Size;
        Assert.Throws<LocketException>(() => content.ReadByte());
        content.Position = long.MaxValue;
        Assert.Throws<LocketException>(() => content.ReadByte());
    }

    [Fact]
    public void Members_Misused_ThrowAsStreamsDo()
    {
        using LocketReader reader = Open(Samples.Encrypt(Content));
        Stream content = reader.OpenContent();
        Assert.True(content is { CanRead: true, CanSeek: true, CanWrite: false });
        Assert.Throws<NotSupportedException>(() => content.SetLength(1));
        Assert.Throws<NotSupportedException>(() => content.Write([1], 0, 1));
        Assert.ThrowsAny<ArgumentException>(() => content.Position = -1);
        Assert.ThrowsAny<ArgumentException>(() => content.Seek(-1, SeekOrigin.Begin));
        Assert.ThrowsAny<ArgumentException>(() => content.Seek(-Size - 1, SeekOrigin.End));
        Assert.Equal(0, content.Position);
        Assert.Equal(0, content.Read([], 0, 0));
        content.Dispose();
        Assert.Throws<ObjectDisposedException>(() => content.ReadByte());
        Assert.Throws<ObjectDisposedException>(() => content.Length);
        Assert.False(content.CanRead);
    }

    [Fact]
    public void OpenContent_Pipe_IsNotSupported()
    {
        using LocketReader reader = LocketReader.Open(
            new OddStream(Samples.Encrypt(Content)), Samples.Credentials, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Throws<NotSupportedException>(() => reader.OpenContent());
    }

    private static LocketReader Open(byte[] file)
        => LocketReader.Open(new MemoryStream(file), Samples.Credentials, cancellationToken: TestContext.Current.CancellationToken);
}
