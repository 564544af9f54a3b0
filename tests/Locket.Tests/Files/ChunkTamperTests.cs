using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

/// <summary>Whole chunks moved about.</summary>
public sealed class ChunkTamperTests
{
    private const int Sealed = Samples.Chunk + 16;
    private const int Chunks = 37;

    private static readonly byte[] Content = Samples.Content(((Chunks - 1) * Samples.Chunk) + 100);

    [Fact]
    public async Task Decrypt_ChunksSwapped_StopsAtTheFirst()
    {
        (byte[] header, byte[][] chunks) = Split();
        foreach ((int first, int second) in (ValueTuple<int, int>[])[(0, 1), (1, 2), (15, 16), (16, 17), (3, 35), (34, 35)])
        {
            byte[][] altered = [.. chunks];
            (altered[first], altered[second]) = (chunks[second], chunks[first]);
            await RequireStopsAsync(header, altered, first, $"{first} and {second} swapped");
        }
    }

    [Fact]
    public async Task Decrypt_ChunkRepeated_StopsAtTheRepetition()
    {
        (byte[] header, byte[][] chunks) = Split();
        foreach (int at in (int[])[0, 1, 15, 16, 35])
        {
            byte[][] replaced = [.. chunks];
            replaced[at == 0 ? 1 : at] = chunks[at == 0 ? 0 : at - 1];
            await RequireStopsAsync(header, replaced, at == 0 ? 1 : at, $"{at} overwritten by its neighbor");
            await RequireStopsAsync(header, [.. chunks[..(at + 1)], .. chunks[at..]], at + 1, $"{at} inserted twice");
        }
    }

    [Fact]
    public async Task Decrypt_ChunkDropped_StopsThere()
    {
        (byte[] header, byte[][] chunks) = Split();
        foreach (int at in (int[])[0, 1, 15, 16, 34, 35])
        {
            await RequireStopsAsync(header, [.. chunks[..at], .. chunks[(at + 1)..]], at, $"{at} dropped");
        }
    }

    [Fact]
    public async Task Decrypt_EndDropped_IsTruncatedAndNothingMoreIsReleased()
    {
        (byte[] header, byte[][] chunks) = Split();
        foreach (int kept in (int[])[0, 1, 2, 15, 16, 17, 32, 36])
        {
            foreach (int rest in (int[])[0, 1, 15])
            {
                byte[] file = [.. header, .. chunks[..kept].SelectMany(chunk => chunk), .. chunks[kept].AsSpan(0, rest)];
                foreach (ReadPath path in ReadPaths.All)
                {
                    Outcome outcome = await path.ReadAsync(file, Samples.Credentials);
                    string what = $"{path.Name}, {kept} chunks and {rest} bytes: {outcome.Failure}";
                    Assert.True(outcome.Failure == LocketFailure.Truncated, what);
                    Assert.True(Content.AsSpan(0, kept * Samples.Chunk).StartsWith(outcome.Released), what);
                    Assert.True(!path.Streams || outcome.Released.Length == kept * Samples.Chunk, what);
                }
            }
        }
    }

    [Fact]
    public async Task Decrypt_BytesAppended_Fails()
    {
        (byte[] header, byte[][] chunks) = Split();
        foreach (byte[] tail in (byte[][])[[0], new byte[15], new byte[16], new byte[100], chunks[0], chunks[^1], [.. chunks[0], .. chunks[^1]]])
        {
            await RequireStopsAsync(header, [.. chunks, tail], Chunks - 1, $"{tail.Length} bytes appended");
        }

        // A file whose content ends with a full chunk, followed by another file's or its own final chunk again.
        byte[] content = Samples.Content(2 * Samples.Chunk);
        byte[] file = Samples.Encrypt(content);
        foreach (byte[] tail in (byte[][])[[1], file[^16..], file[^(16 + Sealed)..]])
        {
            foreach (ReadPath path in ReadPaths.All)
            {
                Outcome outcome = await path.ReadAsync([.. file, .. tail], Samples.Credentials);
                Assert.True(outcome.Failure is LocketFailure.DamagedPayload, $"{path.Name}: {outcome.Failure}");
                Assert.True(outcome.Released.Length <= content.Length);
            }
        }
    }

    [Fact]
    public async Task Decrypt_AnyChunkDamaged_IsDamagedPayloadAtItsOffset()
    {
        (byte[] header, byte[][] chunks) = Split();
        foreach (int at in (int[])[0, 1, 14, 15, 16, 17, 31, 32, 35, 36])
        {
            foreach (int position in (int[])[0, chunks[at].Length / 2, chunks[at].Length - 1])
            {
                byte[][] altered = [.. chunks];
                altered[at] = [.. chunks[at]];
                altered[at][position] ^= 0x10;
                await RequireStopsAsync(header, altered, at, $"{at} damaged at {position}", onlyFault: true);
            }
        }
    }

    [Fact]
    public async Task Decrypt_HeaderOfOneFileAndPayloadOfAnother_IsDamagedPayloadAtThePayload()
    {
        (byte[] header, _) = Split();
        byte[] other = Samples.Encrypt(Content);
        int otherHeader = LocketFile.Inspect(new MemoryStream(other)).HeaderLengthInBytes;
        byte[] mixed = [.. header[..^56], .. other[otherHeader..]];
        foreach (ReadPath path in ReadPaths.All)
        {
            Outcome outcome = await path.ReadAsync(mixed, Samples.Credentials);
            Assert.Equal((LocketFailure.DamagedPayload, header.Length - 56L, 0), (outcome.Failure, outcome.Offset, outcome.Released.Length));
        }
    }

    /// <summary>A reader that streams stops at the first bad chunk; one that verifies the end first may name that instead.</summary>
    private static async Task RequireStopsAsync(byte[] header, byte[][] chunks, int firstBad, string what, bool onlyFault = false)
    {
        byte[] file = [.. header, .. chunks.SelectMany(chunk => chunk)];
        long expected = header.Length + ((long)firstBad * Sealed);
        long last = header.Length + ((file.Length - header.Length) / Sealed * Sealed);
        foreach (ReadPath path in ReadPaths.All)
        {
            Outcome outcome = await path.ReadAsync(file, Samples.Credentials);
            string where = $"{path.Name}, {what}: {outcome.Failure} at {outcome.Offset}, {expected} expected";
            Assert.True(outcome.Failure == LocketFailure.DamagedPayload, where);
            Assert.True(outcome.Offset == expected || (!onlyFault && !path.Streams && outcome.Offset == last)
                || (!path.Streams && outcome.Offset >= expected), where);
            Assert.True(!path.Streams || outcome.Released.Length == firstBad * Samples.Chunk, $"{where}, {outcome.Released.Length} released");
            Assert.True(Content.AsSpan().StartsWith(outcome.Released), where);
        }
    }

    private static (byte[] Header, byte[][] Chunks) Split()
    {
        byte[] file = Samples.Encrypt(Content);
        int header = LocketFile.Inspect(new MemoryStream(file)).HeaderLengthInBytes + 56;
        return (file[..header], [.. file.AsMemory(header).ToArray().Chunk(Sealed)]);
    }
}
