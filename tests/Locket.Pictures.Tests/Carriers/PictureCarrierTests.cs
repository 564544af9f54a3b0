using Locket.Pictures.Containers;
using Locket.Pictures.Tests.TestSupport;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Carriers;

public sealed class PictureCarrierTests
{
    private static readonly string[] Pictures =
    [
        "pngsuite/basn2c16.png", "pillow-apng/delay.png", "pillow/hopper.jpg", "pillow/flower.jpg", "pillow/hopper.webp", "image-rs/anim.webp",
        "image-rs/2-color.webp", "pillow/transparent.webp",
    ];

    public static TheoryData<string, int> PicturesAndSizes()
    {
        TheoryData<string, int> data = [];
        foreach (string name in Pictures)
        {
            // Around the longest pieces: 65,515 bytes in JPEG, 1,048,558 in the others.
            foreach (int size in (int[])[1, 65_514, 65_515, 65_516, 1_048_557, 1_048_558, 1_048_559, 3_000_001])
            {
                data.Add(name, size);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(PicturesAndSizes))]
    public void Find_WhatWasWritten_GivesEachFileBack(string name, int size)
    {
        byte[][] files = [Bytes(size, 1), Bytes(100, 2), Bytes(size / 2 + 1, 3)];
        using MemoryStream carrier = new(Carry(SamplePicture.Named(name).Read(), files));
        IReadOnlyList<CarriedFile> found = PictureCarrier.Find(carrier);
        Assert.Equal([0, 1, 2], found.Select(file => file.Layer));
        Assert.Equal(files.Select(file => file.LongLength), found.Select(file => file.LengthInBytes));
        foreach ((byte[] file, CarriedFile back) in files.Zip(found))
        {
            using Stream content = back.OpenRead();
            using MemoryStream copy = new();
            content.CopyTo(copy);
            Assert.True(copy.ToArray().AsSpan().SequenceEqual(file));

            content.Position = file.Length / 2;
            Assert.Equal(file[file.Length / 2], content.ReadByte());
            Assert.Equal(file.Length - 1, content.Seek(-1, SeekOrigin.End));
            Assert.Equal(file[^1], content.ReadByte());
            Assert.Equal(-1, content.ReadByte());
        }
    }

    [Fact]
    public async Task Write_GoodFiles_LooksTheSame()
    {
        using TempFolder folder = new();
        List<(string Before, string After)> pairs = [];
        foreach (SamplePicture sample in Carriers())
        {
            pairs.Add((sample.Path, folder.Write(sample.Name.Replace('/', '_'), Carry(sample.Read(), Bytes(100_000, 4), Bytes(10, 5)))));
        }

        string[] results = await DecodedPixels.CompareAsync(pairs);
        Assert.DoesNotContain(pairs.Zip(results), pair => pair.Second.StartsWith("different", StringComparison.Ordinal));
        Assert.True(results.Count(result => string.Equals(result, "same", StringComparison.Ordinal)) > 200, "the collection was not read");
        Assert.All(pairs, pair => Assert.Equal(Info(pair.Before), Info(pair.After)));
    }

    [Fact]
    public void Write_NoFiles_GivesThePictureBack()
    {
        foreach (SamplePicture sample in Carriers())
        {
            byte[] picture = sample.Read();
            byte[] back = Carry(Carry(picture, Bytes(70_000, 6)));
            bool isSimpleWebP = picture.AsSpan().StartsWith("RIFF"u8) && !picture.AsSpan(12).StartsWith("VP8X"u8);
            Assert.True(isSimpleWebP || back.AsSpan().SequenceEqual(picture), sample.Name);

            // The head of the extended form stays.
            Assert.True(!isSimpleWebP || back.Length == picture.Length + 18, sample.Name);
        }
    }

    [Fact]
    public void Write_Again_ReplacesWhatWasThere()
    {
        foreach (string name in Pictures)
        {
            byte[] once = Carry(SamplePicture.Named(name).Read(), Bytes(200_000, 7));
            byte[] again = Carry(once, Bytes(5, 8));
            using MemoryStream stream = new(again);
            Assert.Equal(5, Assert.Single(PictureCarrier.Find(stream)).LengthInBytes);
            Assert.True(again.Length < once.Length - 190_000);
        }
    }

    [Fact]
    public void Find_GoodFiles_FindsNone()
    {
        int count = 0;
        foreach (SamplePicture sample in SamplePicture.All().Where(sample => !sample.IsBroken && Info(sample.Path) is { Damage: PictureDamage.None }))
        {
            using FileStream picture = File.OpenRead(sample.Path);
            Assert.Empty(PictureCarrier.Find(picture));
            Assert.Equal(0, picture.Position);
            count++;
        }

        Assert.True(count > 350, "the collection was not read");
    }

    [Fact]
    public void Find_ALocketFile_OpensInPlace()
    {
        byte[] content = Bytes(300_000, 9);
        using SymmetricKey key = SymmetricKey.Generate();
        byte[] file = LocketFile.Encrypt(content, [new KeyRecipient(key)]);
        foreach (string name in Pictures)
        {
            using MemoryStream carrier = new(Carry(SamplePicture.Named(name).Read(), Bytes(50, 11), file));
            using Stream carried = PictureCarrier.Find(carrier)[1].OpenRead();
            using LocketReader reader = LocketReader.Open(carried, [key], cancellationToken: TestContext.Current.CancellationToken);
            using Stream opened = reader.OpenContent();
            using MemoryStream copy = new();
            opened.CopyTo(copy);
            Assert.True(copy.ToArray().AsSpan().SequenceEqual(content), name);
        }
    }

    [Fact]
    public void Clean_ACarrier_RemovesAndReportsIt()
    {
        foreach (string name in Pictures)
        {
            byte[] clean = CleanPicture.Of(SamplePicture.Named(name).Read(), out _);
            byte[] result = CleanPicture.Of(Carry(clean, Bytes(100_000, 12)), out CleaningReport report);
            Assert.Contains(report.Removed, part => part.Kind == RemovedKind.Sealed && part.LengthInBytes > 100_000);
            Assert.True(result.AsSpan().IndexOf(CarrierPiece.Magic) < 0);
        }
    }

    [Fact]
    public void Find_PiecesThatAreNotWhole_IsDamage()
    {
        int faults = 0;
        foreach (string name in Pictures)
        {
            byte[] carrier = Carry(SamplePicture.Named(name).Read(), Bytes(150_000, 13), Bytes(1000, 14));
            List<int> places = [];
            for (int at = carrier.AsSpan().IndexOf(CarrierPiece.Magic), next; at >= 0; at = next < 0 ? -1 : at + 1 + next)
            {
                places.Add(at);
                next = carrier.AsSpan(at + 1).IndexOf(CarrierPiece.Magic);
            }

            Assert.True(places.Count >= 2);
            foreach (int place in places)
            {
                // Each bit of layer, number and count; and the magic, so that a piece is missing.
                for (int bit = 0; bit < (CarrierPiece.LengthInBytes - 8) * 8; bit++)
                {
                    byte[] broken = [.. carrier];
                    broken[place + 8 + (bit / 8)] ^= (byte)(1 << (bit % 8));
                    AssertDamaged(broken, $"{name}, bit {bit} at {place}");
                    faults++;
                }
            }

            byte[] missing = [.. carrier];
            missing[places[0]] ^= 1;
            AssertDamaged(missing, name);
        }

        Assert.True(faults > 1000);
    }

    [Fact]
    public void Find_ACarrierCutAnywhere_IsDamage()
    {
        foreach (string name in (string[])["pngsuite/basn0g01.png", "image-rs/2-color.webp", "pillow/hopper_gray.jpg"])
        {
            byte[] picture = SamplePicture.Named(name).Read();
            byte[] carrier = Carry(picture, Bytes(300, 15));
            int end = carrier.AsSpan().LastIndexOf(CarrierPiece.Magic) + 300;
            for (int length = 40; length < end; length++)
            {
                AssertDamaged(carrier[..length], $"{name} cut to {length}");
            }
        }
    }

    [Theory]
    [InlineData("pillow/hopper.gif")]
    [InlineData("pillow/hopper.tif")]
    [InlineData("libheif/example.heic")]
    public void Write_AFormatWithoutRoom_IsRefused(string name)
    {
        byte[] picture = SamplePicture.Named(name).Read();
        Assert.Equal(PictureFailure.Unsupported, Assert.Throws<PictureException>(() => Carry(picture, [1])).Reason);
    }

    [Fact]
    public void Write_WrongStreams_NamesTheParameter()
    {
        using MemoryStream picture = new();
        using MemoryStream output = new();
        using MemoryStream empty = new();
        using OneWayStream pipe = new([1]);
        Assert.Equal("files", Assert.Throws<ArgumentException>(() => PictureCarrier.Write(picture, [empty], output)).ParamName);
        Assert.Equal("files", Assert.Throws<ArgumentException>(() => PictureCarrier.Write(picture, [pipe], output)).ParamName);
        Stream[] many = [.. Enumerable.Range(0, PictureCarrier.MaxFiles + 1).Select(_ => new MemoryStream([1]))];
        Assert.Equal("files", Assert.Throws<ArgumentException>(() => PictureCarrier.Write(picture, many, output)).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => PictureCarrier.Write(picture, [], picture)).ParamName);
        Assert.Equal("picture", Assert.Throws<ArgumentException>(() => PictureCarrier.Find(pipe)).ParamName);
    }

    private static IEnumerable<SamplePicture> Carriers() => SamplePicture.All().Where(sample => !sample.IsBroken
        && Info(sample.Path) is { Damage: PictureDamage.None } info && PictureCarrier.CanCarry(info.Type)
        && CleanPicture.Try(sample.Read()) is not null);

    private static PictureInfo? Info(string path) => PictureInfo.TryReadFile(path, out PictureInfo? info) ? info : null;

    private static void AssertDamaged(byte[] carrier, string what)
    {
        using MemoryStream stream = new(carrier);
        PictureException refusal = Assert.Throws<PictureException>(() => PictureCarrier.Find(stream));
        Assert.True(refusal.Reason == PictureFailure.Damaged, what);
    }

    private static byte[] Carry(byte[] picture, params byte[][] files)
    {
        using MemoryStream output = new();
        using MemoryStream input = new(picture);
        PictureCarrier.Write(input, [.. files.Select(file => new MemoryStream(file))], output);
        return output.ToArray();
    }

    private static byte[] Bytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
