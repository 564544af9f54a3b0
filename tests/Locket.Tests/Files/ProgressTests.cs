using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

public sealed class ProgressTests
{
    [Fact]
    public async Task EveryOperation_ReportsGrowingTotalsUpToTheContentsLength()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        foreach (EncryptionOptions options in Samples.AllOptions.Select(options => options with { Overwrite = true, Workers = 3 }))
        {
            foreach (int size in (int[])[0, 1, 16384, 2_000_003])
            {
                using TempFolder folder = new();
                byte[] content = Samples.Content(size);
                string clear = folder.Write("clear", content);
                string locked = folder.File("locked");
                string what = $"{size} bytes, {options}";
                await RequireAsync(size, what + ", encrypt file", told => LocketFile.EncryptFileAsync(
                    clear, locked, Samples.Recipients, options, told, cancel));
                await RequireAsync(size, what + ", encrypt stream", told => LocketFile.EncryptAsync(
                    new OddStream(content), Stream.Null, Samples.Recipients, options, told, cancel));
                await RequireAsync(size, what + ", decrypt file", told => LocketFile.DecryptFileAsync(
                    locked, folder.File("1"), Samples.Credentials, null, told, cancel));
                byte[] file = await File.ReadAllBytesAsync(locked, cancel);
                await RequireAsync(size, what + ", decrypt pipe", told => LocketFile.DecryptAsync(
                    new OddStream(file), Stream.Null, Samples.Credentials, null, told, cancel));
            }
        }
    }

    private static async Task RequireAsync(long size, string what, Func<IProgress<long>, Task> run)
    {
        long last = 0;
        int reports = 0;
        await run(new CallbackProgress(value =>
        {
            Assert.True(value >= last, $"{what}: {value} after {last}");
            last = value;
            reports++;
        }));
        Assert.True(last == size, $"{what}: ended with {last}");
        Assert.True(reports > 0, what);
    }
}
