using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

public sealed class SalvagerTests
{
    private const int Sealed = Samples.Chunk + 16;
    private const int Size = (5 * Samples.Chunk) + 1000;

    private static readonly byte[] Content = Samples.Content(Size, seed: 8);

    [Fact]
    public async Task Salvage_WholeFile_IsComplete()
    {
        foreach (EncryptionOptions options in Samples.AllOptions)
        {
            foreach (int size in (int[])[0, 1, 16384, 40000, Size])
            {
                byte[] content = Samples.Content(size);
                (SalvageReport report, byte[] saved) = await SalvageAsync(Samples.Encrypt(content, options));
                Assert.Equal(content, saved);
                Assert.True(report.IsComplete);
                Assert.Equal((size, size), (report.LengthInBytes, report.IntactInBytes));
            }
        }
    }

    [Fact]
    public async Task Salvage_DamagedChunks_HolesAreWhereTheyLie()
    {
        (byte[] file, int start) = Make();
        for (int mask = 1; mask < 63; mask++)
        {
            byte[] damaged = [.. file];
            List<SalvageHole> holes = [];
            byte[] expected = [.. Content];
            for (int chunk = 0; chunk < 6; chunk++)
            {
                if ((mask & (1 << chunk)) == 0)
                {
                    continue;
                }

                damaged[start + (chunk * Sealed) + 5] ^= 1;
                int offset = chunk * Samples.Chunk;
                int length = Math.Min(Samples.Chunk, Size - offset);
                expected.AsSpan(offset, length).Clear();
                bool joins = holes.Count > 0 && holes[^1].OffsetInBytes + holes[^1].LengthInBytes == offset;
                SalvageHole hole = joins
                    ? holes[^1] with { LengthInBytes = holes[^1].LengthInBytes + length }
                    : new SalvageHole(offset, length);
                holes = joins ? [.. holes[..^1], hole] : [.. holes, hole];
            }

            (SalvageReport report, byte[] saved) = await SalvageAsync(damaged);
            Assert.Equal(holes, report.Holes);
            Assert.Equal(expected, saved);
            Assert.Equal((mask & 32) == 0, report.IsEndAuthenticated);
            Assert.Equal(Size - holes.Sum(hole => hole.LengthInBytes), report.IntactInBytes);
            Assert.False(report.IsComplete);
        }
    }

    [Fact]
    public async Task Salvage_EveryChunkDamaged_IsDamagedPayloadAndLeavesNothing()
    {
        (byte[] file, int start) = Make();
        for (int chunk = 0; chunk < 6; chunk++)
        {
            file[start + (chunk * Sealed)] ^= 1;
        }

        LocketException failure = await Assert.ThrowsAsync<LocketException>(() => SalvageAsync(file));
        Assert.Equal(LocketFailure.DamagedPayload, failure.Reason);
    }

    [Fact]
    public async Task Salvage_TailCut_KeepsWholeChunksAndSaysThatTheEndIsMissing()
    {
        (byte[] file, int start) = Make();
        foreach ((int chunks, int rest) in (ValueTuple<int, int>[])[(1, 0), (1, 1), (2, 15), (2, 16), (3, 5000), (5, 0), (5, 1015)])
        {
            (SalvageReport report, byte[] saved) = await SalvageAsync(file[..(start + (chunks * Sealed) + rest)]);
            int hole = Math.Max(0, rest - 16);
            Assert.Equal(hole == 0 ? [] : [new SalvageHole(chunks * Samples.Chunk, hole)], report.Holes);
            Assert.Equal([.. Content.AsSpan(0, chunks * Samples.Chunk), .. new byte[hole]], saved);
            Assert.False(report.IsEndAuthenticated);
            Assert.False(report.IsComplete);
        }
    }

    [Fact]
    public async Task Salvage_CommitmentDamaged_SavesEverything_SaltDamaged_SavesNothing()
    {
        (byte[] file, int start) = Make();
        byte[] commitment = [.. file];
        commitment[start - 1] ^= 1;
        (SalvageReport report, byte[] saved) = await SalvageAsync(commitment);
        Assert.Equal(Content, saved);
        Assert.Empty(report.Holes);

        byte[] salt = [.. file];
        salt[start - 56] ^= 1;
        await Assert.ThrowsAsync<LocketException>(() => SalvageAsync(salt));
        await Assert.ThrowsAsync<LocketException>(() => SalvageAsync(file[..(start - 1)]));
    }

    [Fact]
    public async Task Salvage_CommitmentDamaged_ReadingOnWithTheSameReaderStillFails()
    {
        (byte[] file, int start) = Make();
        file[start - 1] ^= 1;
        using TempFolder folder = new();
        using LocketReader reader = await LocketReader.OpenAsync(
            new MemoryStream(file), Samples.Credentials, cancellationToken: TestContext.Current.CancellationToken);
        await reader.SalvageToFileAsync(folder.File("saved"), cancellationToken: TestContext.Current.CancellationToken);

        LocketException failure = Assert.Throws<LocketException>(() => reader.OpenContent());
        Assert.Equal((LocketFailure.DamagedPayload, start - 56L), (failure.Reason, failure.OffsetInBytes));
        await Assert.ThrowsAsync<LocketException>(
            () => reader.DecryptToAsync(Stream.Null, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Salvage_Padded_CutsThePaddingOnlyWhereItsMarkerIsAuthentic()
    {
        byte[] file = Samples.Encrypt(Content, new EncryptionOptions { Pad = true });
        int start = LocketFile.Inspect(new MemoryStream(file)).HeaderLengthInBytes + 56;
        byte[] damaged = [.. file];
        damaged[start + Sealed] ^= 1;
        (SalvageReport report, byte[] saved) = await SalvageAsync(damaged);
        Assert.Equal([new SalvageHole(Samples.Chunk, Samples.Chunk)], report.Holes);
        Assert.Equal([.. Content.AsSpan(0, Samples.Chunk), .. new byte[Samples.Chunk], .. Content.AsSpan(2 * Samples.Chunk)], saved);
        Assert.True(report.IsEndAuthenticated);
        Assert.Equal(Size - Samples.Chunk, report.IntactInBytes);

        file[^1] ^= 1;
        (report, saved) = await SalvageAsync(file);
        Assert.False(report.IsEndAuthenticated);
        Assert.Equal(Content.AsSpan(0, 5 * Samples.Chunk), saved.AsSpan(0, 5 * Samples.Chunk));
        Assert.Equal(report.LengthInBytes, saved.Length);
    }

    [Fact]
    public async Task Salvage_PaddingWithoutMarker_IsNotComplete()
    {
        foreach (byte[] plaintext in (byte[][])[[], [0], [1, 0], new byte[40000]])
        {
            (SalvageReport report, byte[] saved) = await SalvageAsync(new Forge { IsPadded = true, Plaintext = plaintext }.Build());
            Assert.Equal(plaintext, saved);
            Assert.False(report.IsComplete);
        }
    }

    [Fact]
    public async Task Salvage_ArmorDamaged_LosesOnlyTheChunksOfTheBadLines()
    {
        byte[] file = Samples.Encrypt(Content, new EncryptionOptions { Armor = true });
        int line = 1000 * 65;
        file[line] = file[line] == (byte)'!' ? (byte)'?' : (byte)'!';
        (SalvageReport report, byte[] saved) = await SalvageAsync(file);
        SalvageHole hole = Assert.Single(report.Holes);
        Assert.True(hole.LengthInBytes <= 2 * Samples.Chunk);
        byte[] expected = [.. Content];
        expected.AsSpan((int)hole.OffsetInBytes, (int)hole.LengthInBytes).Clear();
        Assert.Equal(expected, saved);
        Assert.True(report.IsEndAuthenticated);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(26)]
    [InlineData(27)]
    public async Task Salvage_ArmorWithoutItsWholeEndLine_LosesNothing(int cut)
    {
        foreach (int size in (int[])[Size, Size + 1, Size + 2, 2 * Samples.Chunk])
        {
            byte[] content = Samples.Content(size);
            byte[] file = Samples.Encrypt(content, new EncryptionOptions { Armor = true });
            (SalvageReport report, byte[] saved) = await SalvageAsync(file[..^cut]);
            Assert.Equal(content, saved);
            Assert.True(report.IsComplete);
        }
    }

    [Fact]
    public async Task Salvage_ArmorWithABrokenEnd_KeepsWhatIsIntact()
    {
        byte[] file = Samples.Encrypt(Content, new EncryptionOptions { Armor = true });
        byte[] misspelled = [.. file];
        misspelled[^10] ^= 1;
        (SalvageReport report, byte[] saved) = await SalvageAsync(misspelled);
        Assert.Equal(Content, saved);
        (report, saved) = await SalvageAsync([.. file, .. "-- \nregards\n"u8]);
        Assert.Equal(Content, saved);
        Assert.True(report.IsComplete);

        (report, saved) = await SalvageAsync(file[..(file.Length / 2)]);
        Assert.False(report.IsEndAuthenticated);
        Assert.InRange(report.IntactInBytes, 2 * Samples.Chunk, 3 * Samples.Chunk);
        Assert.Equal(Content.AsSpan(0, 2 * Samples.Chunk), saved.AsSpan(0, 2 * Samples.Chunk));
    }

    [Fact]
    public void Salvage_Pipe_IsRefusedAsNotSupported()
    {
        using LocketReader reader = LocketReader.Open(
            new OddStream(Make().File), Samples.Credentials, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Throws<NotSupportedException>(
            () => { _ = reader.SalvageToFileAsync("never", cancellationToken: TestContext.Current.CancellationToken); });
    }

    private static (byte[] File, int Start) Make()
    {
        byte[] file = Samples.Encrypt(Content);
        return (file, LocketFile.Inspect(new MemoryStream(file)).HeaderLengthInBytes + 56);
    }

    private static async Task<(SalvageReport Report, byte[] Saved)> SalvageAsync(byte[] file)
    {
        using TempFolder folder = new();
        string path = folder.Write("damaged", file);
        await using FileStream source = File.OpenRead(path);
        using LocketReader reader = await LocketReader.OpenAsync(source, Samples.Credentials);
        try
        {
            SalvageReport report = await reader.SalvageToFileAsync(folder.File("saved"));
            byte[] saved = await File.ReadAllBytesAsync(folder.File("saved"));
            Assert.Equal(report.LengthInBytes, saved.Length);
            Assert.Equal(report.LengthInBytes, report.IntactInBytes + report.Holes.Sum(hole => hole.LengthInBytes));
            return (report, saved);
        }
        catch (LocketException)
        {
            Assert.Equal(["damaged"], folder.Names);
            throw;
        }
    }
}
