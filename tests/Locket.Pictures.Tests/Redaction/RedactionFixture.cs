using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Redaction;

/// <summary>A redactor, keys for three readers, and pictures of known pixels.</summary>
internal sealed class RedactionFixture : IDisposable
{
    private readonly KeyRecipient[] _recipients;

    public RedactionFixture()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "decoding needs a Unix system");
        Decoder = new PictureDecoder(DecoderChildEntry.Program, DecoderChildEntry.Patient, maxProcesses: 1);
        Keys = [SymmetricKey.Generate(), SymmetricKey.Generate(), SymmetricKey.Generate()];
        _recipients = [.. Keys.Select(key => new KeyRecipient(key))];
    }

    public PictureDecoder Decoder { get; }

    /// <summary>The first opens originals, the others layers.</summary>
    public SymmetricKey[] Keys { get; }

    public PictureRedactor Redactor => new(Decoder);

    /// <summary>All that EXIF knows.</summary>
    public static TheoryData<int> Orientations => [1, 2, 3, 4, 5, 6, 7, 8];

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IReadOnlyList<Recipient> For(int key) => [_recipients[key]];

    public RedactionOptions Hide(params PictureArea[] areas) => new() { Areas = areas, Recipients = For(0) };

    public RedactionLayer Layer(int key, params PictureArea[] areas) => new() { Name = $"layer {key}", Areas = areas, Recipients = For(key) };

    /// <summary>Colors that differ everywhere, so that a pixel in another place is found.</summary>
    public static Raster Drawing(int width, int height, int seed = 0, bool isOpaque = true)
    {
        Raster picture = new(width, height);
        Random random = new(seed);
        int shift = random.Next(256);
        for (int y = 0; y < height; y++)
        {
            Span<byte> row = picture.Row(y);
            for (int x = 0; x < width; x++)
            {
                Span<byte> pixel = row.Slice(x * 4, 4);
                (pixel[0], pixel[1], pixel[2]) = ((byte)((x * 3) + shift), (byte)((y * 5) + shift), (byte)(((x * y) / 7) + random.Next(4)));
                pixel[3] = isOpaque ? byte.MaxValue : (byte)(x * 255 / width);
            }
        }

        return picture;
    }

    public byte[] Encode(Raster picture, DecodableFormat format) => format switch
    {
        DecodableFormat.Png => PngFile.Write(picture),
        DecodableFormat.Jpeg => Decoder.EncodeJpeg(picture, 90, Token).Value!,
        _ => Decoder.EncodeWebP(picture, PictureDecoder.LosslessWebP, Token).Value!,
    };

    public Raster Decode(byte[] file)
    {
        using MemoryStream content = new(file, writable: false);
        Assert.True(PictureInfo.TryRead(content, out PictureInfo? info));
        return Decoder.Decode(PictureInput.From(info, content)!, Token).Value!;
    }

    public byte[] Redact(byte[] picture, RedactionOptions options) => Redact(picture, options, out _);

    public byte[] Redact(byte[] picture, RedactionOptions options, out RedactionReport report)
    {
        using MemoryStream output = new();
        report = Redactor.Redact(picture, output, options, Token);
        Assert.Equal(output.Length, report.LengthInBytes);
        return output.ToArray();
    }

    /// <summary>A JPEG with an orientation.</summary>
    public static byte[] Turned(byte[] jpeg, int orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    /// <summary>What the given keys give back.</summary>
    public byte[] Reveal(byte[] redacted, params int[] keys) => Reveal(redacted, allowChanged: false, keys);

    public byte[] Reveal(byte[] redacted, bool allowChanged, params int[] keys)
    {
        using MemoryStream picture = new(redacted, writable: false);
        using RevealedPicture revealed = PictureRedaction.Read(picture).Open([.. keys.Select(key => Keys[key])], options: null, allowChanged, Token);
        using MemoryStream output = new();
        revealed.Write(output, Decoder, Token);
        return output.ToArray();
    }

    /// <summary>The picture as everybody has it: what is sealed taken out.</summary>
    public static byte[] Seen(byte[] redacted)
    {
        using MemoryStream input = new(redacted, writable: false);
        using MemoryStream output = new();
        PictureCarrier.Write(input, [], output);
        return output.ToArray();
    }

    public static bool IsIn(int x, int y, IEnumerable<PictureArea> areas)
        => areas.Any(area => x >= area.X && y >= area.Y && x < area.X + area.Width && y < area.Y + area.Height);

    public void Dispose()
    {
        Decoder.Dispose();
        Array.ForEach(_recipients, recipient => recipient.Dispose());
        Array.ForEach(Keys, key => key.Dispose());
    }
}
