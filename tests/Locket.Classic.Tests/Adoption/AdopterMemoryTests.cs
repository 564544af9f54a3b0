using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.Adoption;

[Collection(MemoryGroup.Name)]
public sealed class AdopterMemoryTests
{
    private const int Size = 200_000_000;

    [Fact]
    public async Task Adopt_TwoHundredMegabytes_TakeConstantMemory()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using TempFolder folder = new();
        using ClassicSecret secret = ClassicSecret.FromPassword("x");
        using SymmetricKey key = SymmetricKey.Generate();
        string path = folder.File("zeros.enc");
        await ClassicFile.WriteAsync(
            path, overwrite: false, isPrivate: false, sourcePath: null,
            (target, stop) => CbcHmacV2.EncryptAsync(new ZeroStream(Size), target, secret, cancellationToken: stop), cancel);

        MemoryWatch watch = new();
        Adopter adopter = new(secret, [new KeyRecipient(key)], [key], new() { DeleteSource = true });
        AdoptionOutcome outcome = await adopter.AdoptAsync(new AdoptionJob(path), watch, cancel);
        Assert.Equal((null, true, Size), (outcome.Failure, outcome.IsSourceDeleted, outcome.ContentLengthInBytes));
        Assert.True(watch.Looks > 10, "nobody looked");
        Assert.InRange(watch.GrowthInBytes, 0, 32 << 20);
    }

    /// <summary>Looks at what lives now and then while bytes go by.</summary>
    private sealed class MemoryWatch : IProgress<long>
    {
        private const int Stride = 8 << 20;

        private readonly long _atStart = GC.GetTotalMemory(forceFullCollection: true);
        private long _next;

        public int Looks { get; private set; }

        public long GrowthInBytes { get; private set; }

        public void Report(long value)
        {
            if (value >= _next)
            {
                _next = value + Stride;
                Looks++;
                GrowthInBytes = Math.Max(GrowthInBytes, GC.GetTotalMemory(forceFullCollection: true) - _atStart);
            }
        }
    }
}
