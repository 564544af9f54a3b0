using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Recognition;

/// <summary>Whatever the bytes say: an answer, soon, in little memory, and the same one by every way in.</summary>
public sealed class HostileRecognitionTests
{
    /// <summary>The promise is 1 MiB; a window and what stays of a pipe are what there is.</summary>
    private const long MaxAllocatedInBytes = 256 * 1024;

    /// <summary>Milliseconds in truth; this tells a hang from a machine that has other things to do.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(2);

    [Fact]
    public void TryRead_EveryFile_StaysWithinItsBounds()
    {
        int recognized = 0;
        int broken = 0;
        foreach (SamplePicture sample in SamplePicture.All())
        {
            byte[] bytes = sample.Read();
            recognized += Probe(bytes, sample.Name) is null ? 0 : 1;
            broken += sample.IsBroken ? 1 : 0;
        }

        Assert.True(recognized > 450 && broken > 140, "the collection was not read");
    }

    [Fact]
    public void TryRead_FilesCutAnywhere_StaysWithinItsBounds()
    {
        int cuts = 0;
        foreach (SamplePicture sample in SmallOnes(1500))
        {
            byte[] bytes = sample.Read();
            PictureInfo? whole = Probe(bytes, sample.Name);
            for (int length = 0; length < bytes.Length; length++, cuts++)
            {
                PictureInfo? cut = Probe(bytes[..length], sample.Name);

                // What is missing can take facts away, but invent none.
                Assert.True(cut?.Width is null || cut.Width == whole?.Width || whole?.Damage != PictureDamage.None || cut.Damage != PictureDamage.None, $"{sample.Name} cut to {length}");
            }
        }

        Assert.True(cuts > 20_000, "the collection was not read");
    }

    [Fact]
    public void TryRead_EveryBitOfTheFrontFlipped_StaysWithinItsBounds()
    {
        int flips = 0;
        foreach (SamplePicture sample in SmallOnes(700))
        {
            byte[] bytes = sample.Read();
            for (int bit = 0; bit < Math.Min(bytes.Length, 256) * 8; bit++, flips++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                _ = Probe(bytes, sample.Name);
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.True(flips > 50_000, "the collection was not read");
    }

    [Fact]
    public void TryRead_RandomBytesBehindASignature_StaysWithinItsBounds()
    {
        byte[][] signatures =
        [
            [], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52], [0xFF, 0xD8, 0xFF],
            [.. "GIF89a"u8], [.. "RIFF\u00ff\u00ff\0\0WEBPVP8X"u8], [.. "II*\0\x08\0\0\0"u8], [.. "MM\0*\0\0\0\x08"u8],
            [.. "II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0"u8], [.. "\0\0\0\x18ftypheic\0\0\0\0heicmif1\0\0\x40\0meta\0\0\0\0"u8], [0xFF, 0x0A], [0, 0, 1, 0, 3, 0],
            [.. "BM"u8],
        ];
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            ArbMap.Default.ArbFor<int>(),
            (bytes, choice) => _ = Probe([.. signatures[(int)((uint)choice % signatures.Length)], .. bytes], "random")).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void TryRead_EndlessStreams_GivesUp()
    {
        // GIF sub-blocks, PNG chunks, JPEG fill bytes and RIFF chunks without end: 100 MiB each, of which at most 64 are looked at.
        (byte[] Start, byte[] Unit)[] traps =
        [
            ([.. "GIF89a\x01\0\x01\0\0\0\0!\xfe"u8], [1, 0x20]),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55], [0, 0, 0, 0, .. "juNk"u8, 0, 0, 0, 0]),
            ([0xFF, 0xD8], [0xFF]),
            ([0xFF, 0xD8, 0xFF], [0x00]),
            ([.. "RIFF"u8, 0xFF, 0xFF, 0xFF, 0x7F, .. "WEBPVP8X\x0a\0\0\0\x08\0\0\0\0\0\0\0\0\0"u8], [.. "junk\0\0\0\0"u8]),
            ([.. "\0\0\0\x10ftypheic\0\0\0\0"u8], [.. "\0\0\0\x08free"u8]),
        ];
        foreach ((byte[] start, byte[] unit) in traps)
        {
            byte[] bytes = new byte[100 * 1024 * 1024];
            start.CopyTo(bytes, 0);
            unit.CopyTo(bytes, start.Length);
            int filled = start.Length + unit.Length;
            while (filled < bytes.Length)
            {
                int count = Math.Min(filled - start.Length, bytes.Length - filled);
                Array.Copy(bytes, start.Length, bytes, filled, count);
                filled += count;
            }

            _ = Probe(bytes, Convert.ToHexString(unit), sameAnswers: false);
        }
    }

    [Fact]
    public void TryRead_LargePictures_ReadsLittle()
    {
        foreach (SamplePicture sample in SamplePicture.All().Where(sample => !sample.IsBroken && new FileInfo(sample.Path).Length > 100_000))
        {
            using CountingStream stream = new(sample.Read());
            bool isKnown = PictureInfo.TryRead(stream, out PictureInfo? info);
            bool isWalked = !isKnown || info!.Type == PictureType.Gif;
            Assert.True(isWalked || stream.Taken <= Math.Max(64 * 1024, stream.Length / 4), $"{sample.Name}: {stream.Taken} of {stream.Length}");
            Assert.Equal(0, stream.Position);
        }
    }

    [Fact]
    public void TryRead_FromTheMiddleOfAStream_BeginsThere()
    {
        byte[] picture = SamplePicture.Named("pngsuite/basn2c16.png").Read();
        using MemoryStream stream = new([.. new byte[1000], .. picture]) { Position = 1000 };
        Assert.True(PictureInfo.TryRead(stream, out PictureInfo? info));
        Assert.Equal((PictureType.Png, 32, 32, PictureDamage.None), (info.Type, info.Width, info.Height, info.Damage));
        Assert.Equal(1000, stream.Position);
    }

    [Fact]
    public void TryRead_StreamThatCannotBeRead_NamesTheParameter()
    {
        MemoryStream closed = new();
        closed.Dispose();
        Assert.Equal("stream", Assert.Throws<ArgumentException>(() => PictureInfo.TryRead(closed, out _)).ParamName);
        Assert.Equal("stream", Assert.Throws<ArgumentNullException>(() => PictureInfo.TryRead((Stream)null!, out _)).ParamName);
    }

    private static IEnumerable<SamplePicture> SmallOnes(int maxLength)
        => SamplePicture.All().Where(sample => new FileInfo(sample.Path).Length <= maxLength)
            .GroupBy(sample => sample.MediaType, StringComparer.Ordinal).SelectMany(group => group.Take(12));

    /// <summary>Recognizes the bytes as a span, a seekable stream and a pipe, and returns what the first says.</summary>
    private static PictureInfo? Probe(byte[] bytes, string name, bool sameAnswers = true)
    {
        using MemoryStream seekable = new(bytes);
        using OneWayStream pipe = new(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        _ = PictureInfo.TryRead(bytes.AsSpan(), out PictureInfo? fromMemory);
        _ = PictureInfo.TryRead(seekable, out PictureInfo? fromStream);
        _ = PictureInfo.TryRead(pipe, out PictureInfo? fromPipe);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= MaxAllocatedInBytes, $"{name}: {allocated} bytes");
        Assert.True(time < MaxTime, $"{name}: {time}");
        if (sameAnswers)
        {
            Assert.Equal((name, fromMemory), (name, fromStream));

            // A pipe cannot tell that bytes are missing behind what it was asked for, nor is a PNG read through for what follows its pixels.
            Assert.Equal((name, fromMemory?.Type, fromMemory?.Width, fromMemory?.Height), (name, fromPipe?.Type, fromPipe?.Width, fromPipe?.Height));
        }

        return fromMemory;
    }
}
