using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Cleaning;

/// <summary>Broken pictures are refused with a reason or come out clean; nothing else happens, in bounded memory.</summary>
public sealed class HostileCleaningTests
{
    /// <summary>The buffers of two passes; what a picture says of itself adds nothing that it does not hold.</summary>
    private const long MaxAllocatedInBytes = 2 * 1024 * 1024;

    [Fact]
    public void Clean_BrokenFiles_AreRefusedOrComeOutClean()
    {
        int refused = 0;
        int cleaned = 0;
        foreach (SamplePicture sample in SamplePicture.All().Where(sample => sample.IsBroken))
        {
            byte[] picture = sample.Read();
            long before = GC.GetAllocatedBytesForCurrentThread();
            byte[]? clean = CleanPicture.Try(picture);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MaxAllocatedInBytes + (12L * picture.Length), $"{sample.Name}: {allocated}");
            if (clean is null)
            {
                refused++;
                continue;
            }

            cleaned++;
            Assert.True(CleanPicture.Of(clean, out CleaningReport again).AsSpan().SequenceEqual(clean) && again.WasClean, sample.Name);
        }

        Assert.True(refused > 90 && cleaned >= 15, $"{refused} refused, {cleaned} cleaned");
    }

    [Fact]
    public void Clean_CutAnywhere_IsRefused()
    {
        int cuts = 0;
        foreach (SamplePicture sample in SmallOnes(900))
        {
            byte[] clean = CleanPicture.Of(sample.Read(), out CleaningReport report);
            for (int length = 0; length < clean.Length; length++, cuts++)
            {
                // A TIFF file may end with a byte that only makes its length even.
                bool isPadding = report.Type == PictureType.Tiff && length == clean.Length - 1;
                Assert.True(isPadding || CleanPicture.Try(clean[..length]) is null, $"{sample.Name} cut to {length}");
            }
        }

        Assert.True(cuts > 5000, "the collection was not read");
    }

    [Fact]
    public void Clean_AnyBitFlipped_IsRefusedOrComesOutClean()
    {
        int flips = 0;
        foreach (SamplePicture sample in SmallOnes(450))
        {
            byte[] picture = sample.Read();
            for (int bit = 0; bit < picture.Length * 8; bit++, flips++)
            {
                picture[bit / 8] ^= (byte)(1 << (bit % 8));
                if (CleanPicture.Try(picture) is byte[] clean)
                {
                    Assert.True(CleanPicture.Try(clean)?.AsSpan().SequenceEqual(clean), $"{sample.Name}, bit {bit}");
                }

                picture[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.True(flips > 20_000, "the collection was not read");
    }

    [Theory]
    [InlineData("pillow/hopper.bmp", PictureFailure.Unsupported)]
    [InlineData("libheif/example.heic", PictureFailure.Unsupported)]
    [InlineData("pillow/hopper.ppm", PictureFailure.NotAPicture)]
    [InlineData("corrupt/pillow/truncated_jpeg.jpg", PictureFailure.Damaged)]
    public void Clean_WhatCannotBeCleaned_SaysWhy(string name, PictureFailure reason)
    {
        byte[] picture = SamplePicture.Named(name).Read();
        Assert.Equal(reason, Assert.Throws<PictureException>(() => CleanPicture.Of(picture, out _)).Reason);
    }

    [Fact]
    public void Clean_WrongStreams_NamesTheParameter()
    {
        using MemoryStream stream = new();
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => PictureCleaner.Clean(stream, stream)).ParamName);
        Assert.Equal("picture", Assert.Throws<ArgumentNullException>(() => PictureCleaner.Clean(null!, stream)).ParamName);
        using MemoryStream readOnly = new([], writable: false);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => PictureCleaner.Clean(stream, readOnly)).ParamName);
    }

    private static IEnumerable<SamplePicture> SmallOnes(int maxLength) => SamplePicture.All()
        .Where(sample => new FileInfo(sample.Path).Length <= maxLength && CleanPicture.Try(sample.Read()) is not null)
        .GroupBy(sample => sample.MediaType, StringComparer.Ordinal).SelectMany(group => group.Take(8));
}
