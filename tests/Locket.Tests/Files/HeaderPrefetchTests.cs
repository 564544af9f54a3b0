using System.Text;
using Locket.Files;
using Locket.Tests.Armor;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

public sealed class HeaderPrefetchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(61)]
    public async Task Read_FileInSmallPieces_EndsWithTheHeaderAndLosesNothing(int piece)
    {
        byte[] file = Samples.Encrypt(Samples.Content(5000));
        int header = LocketFile.Inspect(new MemoryStream(file)).HeaderLengthInBytes;
        await using TrickleStream source = new(file, piece);
        await using Stream whole = await HeaderPrefetch.ReadAsync(source, Cancel);
        byte[] ahead = new byte[file.Length];
        int read = whole.Read(ahead);
        Assert.InRange(read, header, header + piece);
        await whole.ReadExactlyAsync(ahead.AsMemory(read), Cancel);
        Assert.Equal(file, ahead);
    }

    /// <summary>Searching again from the start at every piece, this takes minutes.</summary>
    [Theory]
    [InlineData("locket/v1 256\n", 400_000)]
    [InlineData("locket/v1 256\n--- ", 100)]
    public async Task Read_HeaderThatNeverEnds_StopsAtItsLimit(string beginning, int limit)
    {
        byte[] endless = Encoding.ASCII.GetBytes(beginning.PadRight(2_000_000, 'A'));
        await using TrickleStream source = new(endless, 1);
        await using Stream whole = await HeaderPrefetch.ReadAsync(source, Cancel);
        byte[] ahead = new byte[endless.Length];
        Assert.InRange(whole.Read(ahead), 48, limit);
    }
}
