using Locket.Payload;
using Locket.Secrets;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Payload;

public sealed class ChunkLayoutTests
{
    [Fact]
    public void TryContentLength_EverySealedLength_InvertsSealedLengthAndRefusesTheRest()
    {
        HashSet<long> possible = [];
        for (long content = 0; content < 40000; content++)
        {
            long sealedLength = ChunkLayout.SealedLength(content);
            possible.Add(sealedLength);
            Assert.True(ChunkLayout.TryContentLength(sealedLength, out long back));
            Assert.Equal(content, back);
        }

        for (long sealedLength = -20; sealedLength < 40000; sealedLength++)
        {
            Assert.Equal(possible.Contains(sealedLength), ChunkLayout.TryContentLength(sealedLength, out _));
        }

        Assert.True(ChunkLayout.TryContentLength(ChunkLayout.SealedLength(ChunkLayout.MaxContentInBytes), out _));
        Assert.False(ChunkLayout.TryContentLength(ChunkLayout.SealedLength(ChunkLayout.MaxContentInBytes + 1), out _));
        Assert.False(ChunkLayout.TryContentLength(long.MaxValue, out _));
    }

    [Fact]
    public void AuthenticateLength_MoreChunksThanTheFormatAllows_IsDamagedAtTheFirstTooMany()
    {
        using ChunkKeys keys = ChunkKeys.FromRaw(new byte[32], new byte[12]);
        long most = ChunkLayout.SealedOffset(ChunkLayout.MaxChunks);
        foreach (long length in (long[])[most, most + 16, most + 20000])
        {
            SealedPayload payload = new(new HugeSource(56 + length), 56, keys);
            LocketException failure = Assert.Throws<LocketException>(() => payload.AuthenticateLength(isPadded: false));
            Assert.Equal((LocketFailure.DamagedPayload, 56 + most), (failure.Reason, failure.OffsetInBytes));
        }
    }

    [Fact]
    public void Nonce_LastChunkAllowed_IsUsedAndTheNextRefused()
    {
        using ChunkCipher cipher = new(new byte[32], Samples.Content(12));
        byte[] sealedChunk = new byte[16];
        cipher.Seal(ChunkLayout.MaxChunks - 1, [], sealedChunk);
        Assert.True(cipher.TryOpen(ChunkLayout.MaxChunks - 1, sealedChunk, []));
        Assert.False(cipher.TryOpen(ChunkLayout.MaxChunks - 2, sealedChunk, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => cipher.Seal(ChunkLayout.MaxChunks, [], sealedChunk));
    }

    [Fact]
    public void Derive_AnotherInput_GivesOtherKeysThroughout()
    {
        byte[] key = Samples.Content(32);
        byte[] salt = Samples.Content(24);
        using ChunkKeys keys = ChunkKeys.Derive(CipherSuite.Aes256, key, salt, "context"u8);
        byte[] otherSalt = [.. salt];
        otherSalt[23] ^= 1;
        using ChunkKeys bySalt = ChunkKeys.Derive(CipherSuite.Aes256, key, otherSalt, "context"u8);
        using ChunkKeys byContext = ChunkKeys.Derive(CipherSuite.Aes256, key, salt, "contexs"u8);
        foreach (ChunkKeys other in (ChunkKeys[])[bySalt, byContext])
        {
            Assert.False(keys.Key.SequenceEqual(other.Key));
            Assert.False(keys.BaseNonce.SequenceEqual(other.BaseNonce));
            Assert.False(other.VerifyCommitment(keys.Commitment));
        }

        Assert.Throws<ArgumentException>(() => ChunkKeys.Derive(CipherSuite.Aes128, key, salt, default));
        using SecretBytes shortKey = new(16);
        Assert.Throws<ArgumentException>(() => ChunkKeys.Derive(CipherSuite.Aes256, shortKey.Span, salt, default));
    }

    private sealed class HugeSource(long length) : RandomAccessSource
    {
        public override long LengthInBytes => length;

        public override int Read(long offset, Span<byte> buffer)
        {
            buffer.Clear();
            return buffer.Length;
        }
    }
}
