using System.Security.Cryptography;
using Locket.Files;
using Locket.Pictures.Containers;
using Locket.Pictures.Pixels;
using Locket.Pictures.Redaction;

namespace Locket.Pictures;

/// <summary>
/// Hides parts of a picture so that nothing of them is left in what everybody sees, and seals the original into the same file, for those
/// who may take it back (docs/pictures.md, "Redaction"). <see cref="PictureRedaction"/> reads such pictures.
/// </summary>
public sealed class PictureRedactor
{
    /// <summary>Rectangles of one picture, all layers together.</summary>
    public const int MaxAreas = 256;

    /// <summary>Sealed files of one picture, the original among them: whoever opens one may have to derive a key for each.</summary>
    public const int MaxSealed = 16;

    /// <summary>More than any coder in use looks around: 256 pixels.</summary>
    public const int MaxMarginInPixels = 256;

    /// <summary>256 MiB of layers' pixels, all together.</summary>
    public const long MaxLayersInBytes = 256L << 20;

    private readonly PictureDecoder _decoder;

    /// <summary>Makes a redactor.</summary>
    /// <param name="decoder">What decodes and encodes; it stays the caller's.</param>
    public PictureRedactor(PictureDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        _decoder = decoder;
    }

    /// <summary>Says what a picture's header has against redacting it so, before anybody types a password; nothing is decoded.</summary>
    /// <param name="picture">The picture, from its beginning on; it must be able to seek, and is put back there.</param>
    /// <param name="options">What to hide; recipients may still be missing.</param>
    /// <exception cref="PictureException">The picture cannot be redacted so; the reason says why.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public static void Examine(Stream picture, RedactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(options);
        RedactionRules.Examine(picture, options, out _, out _);
    }

    /// <summary>Redacts a picture file. The output appears under its name when it is complete.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="destination">The redacted picture to make.</param>
    /// <param name="options">What to hide, and from whom. Without metadata, the file's own name and time are sealed.</param>
    /// <param name="overwrite">Whether a file of that name may be replaced; never the picture itself.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or nobody gets anything back.</exception>
    /// <exception cref="PictureException">The picture cannot be redacted so; the reason says why.</exception>
    /// <exception cref="LocketException">There is such a file already, or it is the picture itself.</exception>
    /// <exception cref="IOException">Reading or writing failed.</exception>
    public RedactionReport RedactFile(
        string source, string destination, RedactionOptions options, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        ArgumentNullException.ThrowIfNull(options);
        using OutputFile output = OutputFile.Create(destination, overwrite, source);
        byte[] picture = ReadAll(source);
        using FileStream stream = new(output.Handle, FileAccess.Write, bufferSize: 0);
        RedactionReport report = Redact(
            picture, stream, options with { Metadata = options.Metadata ?? FileMetadata.FromFile(source) }, cancellationToken);
        output.Complete(modificationTime: null);
        return report;
    }

    /// <summary>Redacts a picture in memory.</summary>
    /// <param name="picture">The picture's bytes.</param>
    /// <param name="output">Where the redacted picture goes; left open. What was written when an exception came must be discarded.</param>
    /// <param name="options">What to hide, and from whom.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or nobody gets anything back.</exception>
    /// <exception cref="PictureException">The picture cannot be redacted so; the reason says why.</exception>
    /// <exception cref="IOException">Writing failed.</exception>
    public RedactionReport Redact(
        byte[] picture, Stream output, RedactionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        RedactionRules.CheckOptions(options);

        // 1. What it is, and every reason to refuse that its header gives.
        using MemoryStream content = new(picture, writable: false);
        PictureInput input = RedactionRules.Examine(content, options, out DecodableFormat format, out CodingReach reach);

        // 2. Its pixels, upright; then what layers hold of them.
        Raster original = Decode(input, format, cancellationToken);
        RedactionPlan plan = RedactionRules.Plan(options, reach, original.Width, original.Height);
        int samples = format == DecodableFormat.Jpeg ? 3 : Raster.PixelInBytes;
        byte[] id = RandomNumberGenerator.GetBytes(RedactionHead.IdInBytes);
        RedactionHead head = new(id, new byte[SHA256.HashSizeInBytes], original.Width, original.Height, 0, []);
        byte[][] layers = [.. plan.Layers.Select(layer => Layer(head with { Samples = samples, Areas = layer.Areas }, original))];

        // 3. What everybody sees: made of pixels from which the hidden ones are gone already, so that nothing of them can get into it.
        AreaSet.Fill(original, plan.Hidden, options.Color);
        int quality = format == DecodableFormat.WebP && input.Format == DecodableFormat.WebP && reach.IsLossless
            ? PictureDecoder.LosslessWebP : options.Quality;
        byte[] seen = new RedactedFile(_decoder).Encode(original, format, quality, cancellationToken);

        // 4. What is sealed into it, bound to it.
        using MemoryStream carrier = new(seen, writable: false);
        head = head with { Digest = CarrierDigest.Compute(carrier) };
        List<MemoryStream> files = Seal(picture, layers, head, options);
        carrier.Position = 0;
        CountedOutput counted = new(output);
        PictureCarrier.Write(carrier, files, counted);
        return new RedactionReport
        {
            Format = format,
            Width = head.Width,
            Height = head.Height,
            HiddenPixelCount = plan.HiddenPixelCount,
            HiddenAreas = plan.Hidden,
            GrownInPixels = plan.GrownInPixels,
            HasReducedAlpha = reach.HasReducedAlpha,
            Layers = plan.Layers,
            SealedCount = files.Count,
            LengthInBytes = counted.Length,
        };
    }

    internal static PictureException Refusal(DecoderOutcome outcome, string? note)
        => new(outcome switch
        {
            DecoderOutcome.TooLarge or DecoderOutcome.OutOfMemory or DecoderOutcome.TimedOut => PictureFailure.TooLarge,
            DecoderOutcome.Unavailable => PictureFailure.NoDecoder,
            _ => PictureFailure.Damaged,
        }, note ?? new DecoderResult<Raster>(outcome, null).Note!);

    private byte[] ReadAll(string source)
    {
        using FileStream file = PlainFile.Open(source);
        if (file.Length > _decoder.Limits.MaxPictureInBytes)
        {
            throw Refusal(DecoderOutcome.TooLarge, null);
        }

        byte[] picture = new byte[file.Length];
        file.ReadExactly(picture);
        return picture;
    }

    private static byte[] Layer(RedactionHead head, Raster original)
    {
        // Plain samples: their length tells how many pixels are in a layer, which the picture shows, and nothing of what they are.
        byte[] content = new byte[head.LengthInBytes + AreaSet.LengthInBytes(head.Areas, head.Samples)];
        head.Write(content);
        AreaSet.Cut(original, head.Areas, head.Samples, content.AsSpan(head.LengthInBytes));
        return content;
    }

    private static List<MemoryStream> Seal(byte[] picture, byte[][] layers, RedactionHead head, RedactionOptions options)
    {
        List<MemoryStream> files = [];
        if (options.Recipients.Count > 0)
        {
            // First, so that whoever opens it is not kept waiting by the others.
            byte[] content = new byte[head.LengthInBytes + picture.Length];
            head.Write(content);
            picture.CopyTo(content, head.LengthInBytes);
            using MemoryStream whole = new(picture, writable: false);
            FileMetadata metadata = new PictureExaminer().Examine(whole).AddTo(options.Metadata ?? FileMetadata.None) with
            {
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(picture)),
            };
            files.Add(Seal(content, options.Recipients, metadata, options));
        }

        for (int i = 0; i < layers.Length; i++)
        {
            head.Digest.CopyTo(layers[i], RedactionHead.DigestOffset);
            files.Add(Seal(layers[i], options.Layers[i].Recipients, new FileMetadata { Name = options.Layers[i].Name }, options));
        }

        return files;
    }

    private static MemoryStream Seal(byte[] content, IReadOnlyList<Recipient> recipients, FileMetadata metadata, RedactionOptions options)
        => new(LocketFile.Encrypt(content, recipients, new EncryptionOptions { Pad = options.Pad, Metadata = metadata }), writable: false);

    private Raster Decode(PictureInput input, DecodableFormat format, CancellationToken cancellationToken)
    {
        DecoderResult<Raster> decoded = _decoder.Decode(input, cancellationToken);
        Raster upright = Turning.Apply(decoded.Value ?? throw Refusal(decoded.Outcome, decoded.Note), input.Orientation);
        if (format == DecodableFormat.Jpeg)
        {
            WhiteGround.Apply(upright);
        }

        return upright;
    }
}
