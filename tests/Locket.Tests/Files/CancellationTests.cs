using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

public sealed class CancellationTests
{
    private const int Size = 3_000_000;

    private static readonly byte[] Content = Samples.Content(Size);

    [Fact]
    public async Task EncryptFile_CancelledMidway_LeavesNothing()
    {
        foreach (EncryptionOptions options in Samples.AllOptions)
        {
            using TempFolder folder = new();
            string clear = folder.Write("clear", Content);
            await RequireCancelledAsync((told, cancel) => LocketFile.EncryptFileAsync(
                clear, folder.File("out"), Samples.Recipients, options, told, cancel));
            await RequireCancelledAsync((told, cancel) => LocketFile.EncryptToFileAsync(
                new OddStream(Content), folder.File("out"), Samples.Recipients, options, told, cancel));
            Assert.Equal(["clear"], folder.Names);
            Assert.Equal(Content, await File.ReadAllBytesAsync(clear, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task DecryptFile_CancelledMidway_LeavesNothing()
    {
        foreach (EncryptionOptions options in Samples.AllOptions)
        {
            using TempFolder folder = new();
            byte[] file = Samples.Encrypt(Content, options);
            string locked = folder.Write("locked", file);
            await RequireCancelledAsync((told, cancel) => LocketFile.DecryptFileAsync(
                locked, folder.File("out"), Samples.Credentials, null, told, cancel));
            await RequireCancelledAsync(async (told, cancel) =>
            {
                using LocketReader reader = await LocketReader.OpenAsync(new OddStream(file), Samples.Credentials, null, cancel);
                await reader.DecryptToFileAsync(folder.File("out"), told, cancel);
            });
            using LocketReader salvaged = await LocketReader.OpenAsync(
                new MemoryStream(file), Samples.Credentials, null, TestContext.Current.CancellationToken);
            await RequireCancelledAsync((told, cancel) => salvaged.SalvageToFileAsync(folder.File("out"), told, cancel));
            Assert.Equal(["locked"], folder.Names);
        }
    }

    [Fact]
    public async Task AnyOperation_CancelledBefore_DoesNothing()
    {
        using TempFolder folder = new();
        string clear = folder.Write("clear", [1]);
        string locked = folder.Write("locked", Samples.Encrypt([1]));
        CancellationToken cancelled = new(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => LocketFile.EncryptFileAsync(clear, folder.File("out"), Samples.Recipients, null, null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => LocketFile.DecryptFileAsync(locked, folder.File("out"), Samples.Credentials, null, null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => LocketFile.DecryptAsync(new OddStream(new byte[1]), Stream.Null, Samples.Credentials, null, null, cancelled));
        Assert.Equal(["clear", "locked"], folder.Names);
    }

    private static async Task RequireCancelledAsync(Func<IProgress<long>, CancellationToken, Task> run)
    {
        using CancellationTokenSource source = new();
        CallbackProgress progress = new(_ => source.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run(progress, source.Token));
    }
}
