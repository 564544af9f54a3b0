using Locket.Payload;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Payload;

public sealed class PaddingTests
{
    /// <summary>The table of docs/format.md, section 10.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(7, 8)]
    [InlineData(8, 10)]
    [InlineData(9, 10)]
    [InlineData(99, 104)]
    [InlineData(1000, 1024)]
    [InlineData(16383, 16384)]
    [InlineData(65536, 67584)]
    [InlineData(1000000, 1015808)]
    [InlineData(1000000000, 1006632960)]
    public void PaddedLength_TheFormatsTable_Matches(long content, long padded) => Assert.Equal(padded, Padme.PaddedLength(content));

    [Fact]
    public void Round_AllSmallLengthsAndThoseAroundPowersOfTwo_IsTheNextRoundLength()
    {
        for (long length = 0; length < 70000; length++)
        {
            Assert.Equal(NaivePadme.Round(length), Padme.Round(length));
        }

        for (int exponent = 17; exponent <= 52; exponent++)
        {
            for (long beside = -2; beside <= 2; beside++)
            {
                long length = (1L << exponent) + beside;
                long rounded = Padme.Round(length);
                Assert.Equal(NaivePadme.Round(length), rounded);
                Assert.True(rounded >= length && rounded <= length * 1.12);
                Assert.Equal(rounded, Padme.Round(rounded));
            }
        }
    }

    [Fact]
    public async Task Decrypt_PaddingOfAnyShape_IsRemovedOrDamaged()
    {
        const int Chunk = Samples.Chunk;
        (byte[] Plaintext, int? Content)[] cases =
        [
            ([], null),
            ([0], null),
            ([0x80], 0),
            ([0x80, 0x80], 1),
            ([0x80, 0, 0x80], 2),
            ([1, 0x80, 0, 0], 1),
            ([1, 0, 0], null),
            ([0x81], null),
            ([0x80, 1], null),
            ([0x80, 0, 0, 1, 0, 0], null),
            (new byte[Chunk], null),
            (new byte[(3 * Chunk) + 5], null),
            ([0x80, .. new byte[Chunk - 1]], 0),
            ([0x80, .. new byte[Chunk]], 0),
            ([7, 0x80, .. new byte[40 * Chunk]], 1),
            ([.. new byte[Chunk - 1], 0x80], Chunk - 1),
            ([.. new byte[Chunk], 0x80], Chunk),
            ([.. new byte[(20 * Chunk) - 1], 0x80, .. new byte[20 * Chunk]], (20 * Chunk) - 1),
            ([0x80, .. new byte[20 * Chunk], 3, .. new byte[20 * Chunk]], null),
            ([0x80, .. new byte[20 * Chunk], 3, 0x80, .. new byte[20 * Chunk]], (20 * Chunk) + 2),
        ];
        foreach ((byte[] plaintext, int? content) in cases)
        {
            byte[] file = new Forge { IsPadded = true, Plaintext = plaintext }.Build();
            long finalChunk = file.Length - (plaintext.Length % Chunk) - 16;
            foreach (ReadPath path in ReadPaths.All)
            {
                Outcome outcome = await path.ReadAsync(file, Samples.Credentials);
                string what = $"{path.Name}, {plaintext.Length} bytes: {outcome.Failure} at {outcome.Offset}";
                if (content is int length)
                {
                    Assert.True(outcome.Failure is null, what);
                    Assert.True(plaintext.AsSpan(0, length).SequenceEqual(outcome.Released), what);
                }
                else
                {
                    Assert.True(outcome.Failure == LocketFailure.DamagedPayload && outcome.Offset == finalChunk, what);
                    Assert.True(plaintext.AsSpan().StartsWith(outcome.Released), what);
                }
            }
        }
    }

    [Fact]
    public async Task PaddedSourceAndPaddingStream_AnySizeAndReads_AreContentMarkerZeros()
    {
        foreach (int size in (int[])[0, 1, 8, 1000, 16383, 16384, 65536])
        {
            byte[] content = Samples.Content(size);
            byte[] expected = new byte[NaivePadme.Round(size + 1)];
            content.CopyTo(expected, 0);
            expected[size] = 0x80;

            using MemoryStream streamed = new();
            await new PaddingStream(new OddStream(content)).CopyToAsync(streamed, 1009, TestContext.Current.CancellationToken);
            Assert.Equal(expected, streamed.ToArray());

            using PaddedSource source = new(new MemorySource(content));
            Assert.Equal(expected.Length, source.LengthInBytes);
            for (int offset = 0; offset <= expected.Length; offset += 97)
            {
                byte[] buffer = new byte[311];
                int read = source.Read(offset, buffer);
                Assert.Equal(expected.AsSpan(offset, Math.Min(311, expected.Length - offset)), buffer.AsSpan(0, read));
            }
        }
    }
}
