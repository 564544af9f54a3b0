using Locket.Pictures.Containers;
using Xunit;

namespace Locket.Pictures.Tests.Redaction;

/// <summary>Who gets what back, and what is refused.</summary>
public sealed class PictureRedactionTests : IDisposable
{
    private static readonly PictureArea Face = new(10, 8, 30, 20);
    private static readonly PictureArea Eyes = new(20, 12, 5, 40);
    private static readonly PictureArea Plate = new(50, 40, 25, 9);

    private readonly RedactionFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(DecodableFormat.Png, 1)]
    [InlineData(DecodableFormat.Png, 2)]
    [InlineData(DecodableFormat.Png, 1, 2)]
    [InlineData(DecodableFormat.Jpeg, 1)]
    [InlineData(DecodableFormat.Jpeg, 2, 1)]
    [InlineData(DecodableFormat.WebP, 2)]
    public void Reveal_OfLayers_RestoresTheirRectanglesToThePixelAndNothingElse(DecodableFormat format, params int[] keys)
    {
        byte[] original = _fixture.Encode(RedactionFixture.Drawing(90, 70, isOpaque: format == DecodableFormat.Jpeg), format);
        byte[] redacted = Layered(original, out RedactionReport report);

        Raster revealed = _fixture.Decode(_fixture.Reveal(redacted, keys));

        Raster before = _fixture.Decode(original);
        Raster seen = _fixture.Decode(redacted);
        PictureArea[] restored = [.. keys.SelectMany(key => report.Layers[key - 1].Areas)];
        if (format != DecodableFormat.Jpeg)
        {
            Assert.Equal([.. keys.SelectMany(key => key == 1 ? new[] { Face, Eyes } : [Plate])], restored);
        }

        for (int i = 0; i < 90 * 70; i++)
        {
            Raster expected = RedactionFixture.IsIn(i % 90, i / 90, restored) ? before : seen;
            Assert.Equal(expected.Pixels.Slice(i * 4, 4).ToArray(), revealed.Pixels.Slice(i * 4, 4).ToArray());
        }
    }

    [Fact]
    public void Open_LayerAlone_HoldsNothingOfTheOthers()
    {
        byte[] redacted = Layered(PngFile.Write(RedactionFixture.Drawing(90, 70)));
        using MemoryStream picture = new(redacted);
        using RevealedPicture revealed = PictureRedaction.Read(picture).Open([_fixture.Keys[2]], cancellationToken: RedactionFixture.Token);

        Assert.Equal((false, 3, null), (revealed.HasOriginal, revealed.SealedCount, revealed.Metadata));
        Assert.Equal(["layer 2"], revealed.LayerNames);
        Assert.Equal([Plate], revealed.Areas);

        // The only file that this key opens is as long as its rectangle and its head.
        IReadOnlyList<CarriedFile> files = PictureCarrier.Find(new MemoryStream(redacted));
        long[] opened = [.. files.Select(file => LocketFile.TryDecrypt(ReadAll(file), [_fixture.Keys[2]], out byte[]? content) ? content!.LongLength : 0)];
        Assert.Equal([0, 0, 72 + 16 + (Plate.PixelCount * 4)], opened);
    }

    [Fact]
    public void Open_KeyOfTheOriginalAndOfALayer_GivesTheOriginal()
    {
        byte[] original = PngFile.Write(RedactionFixture.Drawing(90, 70));
        Assert.Equal(original, _fixture.Reveal(Layered(original), 2, 0));
    }

    [Fact]
    public void Open_WithoutTheOriginal_GivesLayersOnly()
    {
        byte[] original = PngFile.Write(RedactionFixture.Drawing(90, 70));
        byte[] redacted = _fixture.Redact(original, new RedactionOptions { Layers = [_fixture.Layer(1, Face)] });

        Assert.Equal(LocketFailure.NoSlotOpens, Assert.Throws<LocketException>(() => _fixture.Reveal(redacted, 0)).Reason);
        Assert.Equal(_fixture.Decode(original).Pixels.ToArray(), _fixture.Decode(_fixture.Reveal(redacted, 1)).Pixels.ToArray());
    }

    [Fact]
    public void Open_LayersOfAnotherPicture_AreRefused()
    {
        byte[] one = Layered(PngFile.Write(RedactionFixture.Drawing(90, 70, seed: 1)));
        byte[] other = Layered(PngFile.Write(RedactionFixture.Drawing(90, 70, seed: 2)));

        byte[] mixed = Carry(RedactionFixture.Seen(one), [.. Files(other)]);

        foreach (int key in (int[])[0, 1, 2])
        {
            Assert.Equal(PictureFailure.NotThisPicture, Assert.Throws<PictureException>(() => _fixture.Reveal(mixed, key)).Reason);
        }
    }

    [Fact]
    public void Open_LayersOfTwoRedactionsThatLookTheSame_AreNotMixed()
    {
        // Everybody sees the same black rectangles; what is under them is another.
        Raster plate = RedactionFixture.Drawing(90, 70);
        Raster otherPlate = new(90, 70, plate.Pixels.ToArray());
        otherPlate.Row(45).Slice(55 * 4, 40).Clear();
        byte[] one = Layered(PngFile.Write(plate));
        byte[] other = Layered(PngFile.Write(otherPlate));
        Assert.Equal(RedactionFixture.Seen(one), RedactionFixture.Seen(other));

        byte[] mixed = Carry(RedactionFixture.Seen(one), [Files(one)[1], Files(other)[2]]);

        Assert.Equal(PictureFailure.NotThisPicture, Assert.Throws<PictureException>(() => _fixture.Reveal(mixed, 1, 2)).Reason);
    }

    [Fact]
    public void Open_PictureWrittenAgainByAnotherProgram_SaysSoAndGivesTheOriginalWhereAllowed()
    {
        byte[] original = PngFile.Write(RedactionFixture.Drawing(90, 70));
        byte[] redacted = Layered(original);
        byte[] rewritten = Carry(PngFile.Write(_fixture.Decode(redacted) is Raster seen ? Brighter(seen) : null!), [.. Files(redacted)]);

        Assert.Equal(PictureFailure.NotThisPicture, Assert.Throws<PictureException>(() => _fixture.Reveal(rewritten, 0)).Reason);
        Assert.Equal(original, _fixture.Reveal(rewritten, allowChanged: true, 0));
        Assert.Throws<PictureException>(() => _fixture.Reveal(rewritten, allowChanged: true, 1));
    }

    [Fact]
    public void Read_PictureWithoutItsChunks_SaysThatNothingIsSealed()
    {
        byte[] redacted = Layered(PngFile.Write(RedactionFixture.Drawing(90, 70)));
        byte[] saved = PngFile.Write(_fixture.Decode(redacted));

        Assert.Equal(PictureFailure.NothingSealed, Assert.Throws<PictureException>(() => _fixture.Reveal(saved, 0)).Reason);
    }

    [Fact]
    public void Open_FilesThatAreNoLayers_AreRefused()
    {
        byte[] seen = RedactionFixture.Seen(Layered(PngFile.Write(RedactionFixture.Drawing(90, 70))));
        byte[] stranger = Carry(seen, [[1, 2, 3]]);
        byte[] plain = Carry(seen, [LocketFile.Encrypt("just a text"u8, _fixture.For(0))]);
        byte[] many = Carry(seen, [.. Enumerable.Repeat(new byte[] { 1 }, PictureRedactor.MaxSealed + 1)]);

        Assert.Equal(LocketFailure.NotALocketFile, Assert.Throws<LocketException>(() => _fixture.Reveal(stranger, 0)).Reason);
        Assert.Equal(LocketFailure.DamagedPayload, Assert.Throws<LocketException>(() => _fixture.Reveal(plain, 0)).Reason);
        Assert.Equal(PictureFailure.TooLarge, Assert.Throws<PictureException>(() => _fixture.Reveal(many, 0)).Reason);
    }

    [Fact]
    public void Open_DamagedFileBesideOneThatOpens_IsToldOf()
    {
        byte[] redacted = Layered(PngFile.Write(RedactionFixture.Drawing(90, 70)));
        List<byte[]> files = Files(redacted);
        files[0][^20] ^= 1;

        // Whoever has both keys is not given the layer as if there had been no original.
        using RevealedPicture both = Open(Carry(RedactionFixture.Seen(redacted), [.. files]), 0, 2);
        Assert.Equal((false, 1, 3), (both.HasOriginal, both.UnreadableCount, both.SealedCount));
        Assert.Equal(["layer 2"], both.LayerNames);
        using RevealedPicture strange = Open(Carry(RedactionFixture.Seen(redacted), [files[2], [1, 2, 3]]), 2);
        Assert.Equal((1, 2), (strange.UnreadableCount, strange.SealedCount));
        using RevealedPicture whole = Open(redacted, 2);
        Assert.Equal(0, whole.UnreadableCount);
    }

    [Fact]
    public void Open_LayersInAnotherOrderOrTwice_GiveEachOnce()
    {
        byte[] original = PngFile.Write(RedactionFixture.Drawing(90, 70));
        byte[] redacted = Layered(original);
        List<byte[]> files = Files(redacted);
        byte[] expected = _fixture.Reveal(redacted, 1, 2);

        byte[] turned = Carry(RedactionFixture.Seen(redacted), [files[2], files[1], files[2], files[1], files[0]]);

        Assert.Equal(expected, _fixture.Reveal(turned, 1, 2));
        Assert.Equal(original, _fixture.Reveal(turned, 0));
        Assert.Equal(original, _fixture.Reveal(turned, 2, 0));
        using RevealedPicture revealed = Open(turned, 1, 2);
        Assert.Equal(["layer 2", "layer 1"], revealed.LayerNames);
        Assert.Equal([Plate, Face, Eyes], revealed.Areas);
    }

    [Fact]
    public void Write_PictureThatChangedSinceItWasRead_IsRefused()
    {
        byte[] redacted = Layered(PngFile.Write(RedactionFixture.Drawing(90, 70)));
        using MemoryStream picture = new();
        picture.Write(redacted);
        picture.Position = 0;
        using RevealedPicture revealed = PictureRedaction.Read(picture).Open([_fixture.Keys[2]], cancellationToken: RedactionFixture.Token);
        byte[] other = PngFile.Write(Brighter(_fixture.Decode(redacted)));
        picture.Position = 0;
        picture.Write(Carry(other, [.. Files(redacted)]));

        PictureException failure = Assert.Throws<PictureException>(() => revealed.Write(Stream.Null, _fixture.Decoder, RedactionFixture.Token));
        Assert.Equal(PictureFailure.NotThisPicture, failure.Reason);
    }

    [Fact]
    public void Open_LayersThatBreakARule_AreRefused()
    {
        byte[] redacted = _fixture.Redact(
            PngFile.Write(RedactionFixture.Drawing(90, 70)), new RedactionOptions { Layers = [_fixture.Layer(1, Face)] });
        byte[] good = LocketFile.Decrypt(Files(redacted)[0], [_fixture.Keys[1]]);
        Assert.NotEmpty(_fixture.Reveal(Carry(RedactionFixture.Seen(redacted), [LocketFile.Encrypt(good, _fixture.For(1))]), 1));
        (int Offset, int Value)[] faults =
        [
            (0, 0x4D), (7, 2), (56, 0x80), (59, 0), (63, 0), (67, 0), (67, 2), (67, 5), (70, 2), (71, 0), (71, 2), (72, 0x80), (75, 61), (79, 51), (83, 31), (83, 0), (87, 19),
        ];
        foreach ((int offset, int value) in faults)
        {
            byte[] bad = [.. good];
            bad[offset] = (byte)value;
            byte[] picture = Carry(RedactionFixture.Seen(redacted), [LocketFile.Encrypt(bad, _fixture.For(1))]);
            Exception failure = Assert.ThrowsAny<Exception>(() => _fixture.Reveal(picture, 1));
            Assert.True(failure is LocketException { Reason: LocketFailure.DamagedPayload } or PictureException, $"{offset}: {failure}");
        }

        foreach (byte[] bad in (byte[][])[good[..71], good[..80], good[..^1], [.. good, 0]])
        {
            byte[] picture = Carry(RedactionFixture.Seen(redacted), [LocketFile.Encrypt(bad, _fixture.For(1))]);
            Assert.Equal(LocketFailure.DamagedPayload, Assert.Throws<LocketException>(() => _fixture.Reveal(picture, 1)).Reason);
        }
    }

    [Theory]
    [InlineData(DecodableFormat.Png)]
    [InlineData(DecodableFormat.Jpeg)]
    [InlineData(DecodableFormat.WebP)]
    public void Open_EveryFlippedBitInWhatIsSealed_IsRefused(DecodableFormat format)
    {
        byte[] redacted = _fixture.Redact(
            _fixture.Encode(RedactionFixture.Drawing(4, 4), format), _fixture.Hide(new PictureArea(1, 1, 2, 2)));
        Assert.NotEmpty(_fixture.Reveal(redacted, 0));
        int start = redacted.AsSpan().IndexOf(CarrierPiece.Magic) - (format == DecodableFormat.Jpeg ? 4 : 8);
        int length = redacted.Length - RedactionFixture.Seen(redacted).Length;
        Assert.True(length > 300, $"{length}");
        for (int bit = 0; bit < length * 8; bit++)
        {
            byte[] flipped = [.. redacted];
            flipped[start + (bit / 8)] ^= (byte)(1 << (bit % 8));

            byte[]? revealed = null;
            Exception? failure = Record.Exception(() => revealed = _fixture.Reveal(flipped, 0));
            if (revealed is not null)
            {
                // The byte that WebP puts behind a piece of odd length is none of the piece's.
                Assert.True(format == DecodableFormat.WebP && bit / 8 == length - 1, $"byte {bit / 8} of {length}, bit {bit % 8}: was not noticed");
                continue;
            }

            Assert.True(failure is PictureException or LocketException, $"byte {bit / 8} of {length}, bit {bit % 8}: {failure}");
        }
    }

    private RevealedPicture Open(byte[] picture, params int[] keys)
        => PictureRedaction.Read(new MemoryStream(picture)).Open([.. keys.Select(key => _fixture.Keys[key])], cancellationToken: RedactionFixture.Token);

    private static Raster Brighter(Raster picture)
    {
        picture.Pixels[0] ^= 1;
        return picture;
    }

    private static List<byte[]> Files(byte[] redacted) => [.. PictureCarrier.Find(new MemoryStream(redacted)).Select(ReadAll)];

    private static byte[] ReadAll(CarriedFile file)
    {
        using Stream stream = file.OpenRead();
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static byte[] Carry(byte[] picture, byte[][] files)
    {
        using MemoryStream output = new();
        PictureCarrier.Write(new MemoryStream(picture), [.. files.Select(file => new MemoryStream(file))], output);
        return output.ToArray();
    }

    private byte[] Layered(byte[] original) => Layered(original, out _);

    private byte[] Layered(byte[] original, out RedactionReport report) => _fixture.Redact(
        original,
        _fixture.Hide(new PictureArea(0, 60, 90, 10)) with { Layers = [_fixture.Layer(1, Face, Eyes), _fixture.Layer(2, Plate)] },
        out report);
}
