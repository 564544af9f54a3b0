using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

/// <summary>Memory does not grow with content.</summary>
[Collection(AllocationGroup.Name)]
public sealed class AllocationTests
{
    private const int Small = 8 << 20;
    private const int Large = 136 << 20;

    /// <summary>Allocated in all per operation: buffers of a few workers.</summary>
    private const long MaxInBytes = 24 << 20;

    /// <summary>Less than the smallest object there is, 24 bytes: no chunk can have cost one.</summary>
    private const double MaxPerChunkInBytes = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_LargerContent_AllocatesNothingMorePerChunk()
    {
        using TempFolder folder = new();
        EncryptionOptions writing = new() { Overwrite = true, Workers = 2 };
        DecryptionOptions reading = new() { Overwrite = true, Workers = 2 };
        foreach (bool pad in (bool[])[false, true])
        {
            await RequireSteadyAsync(MaxPerChunkInBytes, $"encrypt, pad {pad}", async size =>
            {
                string clear = Sparse(folder, size);
                await LocketFile.EncryptFileAsync(
                    clear, folder.File($"locked{size}"), Samples.Recipients, writing with { Pad = pad }, null, Cancel);
            });
            await RequireSteadyAsync(MaxPerChunkInBytes, $"decrypt, pad {pad}", async size => await LocketFile.DecryptFileAsync(
                folder.File($"locked{size}"), folder.File("out"), Samples.Credentials, reading, null, Cancel));
        }
    }

    [Fact]
    public async Task Streams_LargerContent_AllocatesNothingMorePerChunk()
    {
        foreach (EncryptionOptions options in Samples.AllOptions)
        {
            await RequireSteadyAsync(MaxPerChunkInBytes, $"encrypt, {options}", size => LocketFile.EncryptAsync(
                new ZeroStream(size), Stream.Null, Samples.Recipients, options, null, Cancel));
        }

        using TempFolder folder = new();
        await RequireSteadyAsync(MaxPerChunkInBytes, "decrypt", async size =>
        {
            string path = folder.File($"{size}");
            if (!File.Exists(path))
            {
                await LocketFile.EncryptToFileAsync(new ZeroStream(size), path, Samples.Recipients, null, null, Cancel);
            }

            await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            await LocketFile.DecryptAsync(file, Stream.Null, Samples.Credentials, new DecryptionOptions { Workers = 2 }, null, Cancel);
        });
        await RequireSteadyAsync(MaxPerChunkInBytes, "read content", async size =>
        {
            using LocketReader reader = LocketReader.Open(folder.File($"{size}"), Samples.Credentials, null, Cancel);
            await using Stream content = reader.OpenContent();
            byte[] buffer = new byte[10007];
            while (content.Read(buffer) > 0)
            {
            }
        });
    }

    private static async Task RequireSteadyAsync(double maxPerChunk, string what, Func<int, Task> run)
    {
        await run(Small);
        await run(Large);
        long small = await MeasureAsync(run, Small);
        long large = await MeasureAsync(run, Large);

        double perChunk = (double)(large - small) / ((Large - Small) / Samples.Chunk);
        Assert.True(perChunk < maxPerChunk, $"{what}: {perChunk:F1} bytes a chunk, {small} and {large} in all");
        Assert.True(large < MaxInBytes, $"{what}: {large} bytes in all");
    }

    private static async Task<long> MeasureAsync(Func<int, Task> run, int size)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await run(size);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static string Sparse(TempFolder folder, int size)
    {
        using FileStream file = new(folder.File("clear"), FileMode.Create, FileAccess.Write);
        file.SetLength(size);
        return folder.File("clear");
    }
}
