using System.Security.Cryptography;
using Locket.Files;
using Locket.Pictures.Redaction;

namespace Locket.Pictures;

/// <summary>What passwords or keys opened of a redacted picture: the original, or the pixels of some layers.</summary>
public sealed class RevealedPicture : IDisposable
{
    private readonly Stream _picture;
    private readonly long _origin;
    private readonly IReadOnlyList<SealedLayer> _layers;
    private readonly SealedLayer? _original;
    private readonly long _carriedInBytes;

    internal RevealedPicture(Stream picture, IReadOnlyList<SealedLayer> layers, IReadOnlyList<CarriedFile> files, int unreadableCount)
    {
        _picture = picture;
        _origin = picture.Position;
        _layers = layers;
        _original = layers.FirstOrDefault(layer => layer.Head.IsOriginal);
        _carriedInBytes = files.Sum(file => file.LengthInBytes);
        SealedCount = files.Count;
        UnreadableCount = unreadableCount;
    }

    /// <summary>Whether the original itself was opened.</summary>
    public bool HasOriginal => _original is not null;

    /// <summary>The original's sealed name, time and details; null where it was not opened.</summary>
    public FileMetadata? Metadata => _original?.Metadata;

    /// <summary>The names of the opened layers; untrusted text. Empty where the original was opened.</summary>
    public IReadOnlyList<string> LayerNames => HasOriginal ? [] : [.. _layers.Select(layer => layer.Metadata?.Name ?? string.Empty)];

    /// <summary>The rectangles of the opened layers. Empty where the original was opened.</summary>
    public IReadOnlyList<PictureArea> Areas => HasOriginal ? [] : [.. _layers.SelectMany(layer => layer.Head.Areas)];

    /// <summary>How many files are sealed in the picture now, opened or not; nothing vouches for the number.</summary>
    public int SealedCount { get; }

    /// <summary>
    /// How many of them are damaged, no layers, or too costly to try, so that nobody can say whom they were for: somebody changed them.
    /// Those behind the original were not looked at.
    /// </summary>
    public int UnreadableCount { get; }

    /// <summary>
    /// Writes the original, byte for byte; or, of layers, a PNG of the redacted picture in which their rectangles are what they were. It
    /// appears under its name when it is complete, readable by its owner alone.
    /// </summary>
    /// <param name="path">The file to make.</param>
    /// <param name="decoder">What decodes the redacted picture; not needed for the original.</param>
    /// <param name="overwrite">Whether a file of that name may be replaced.</param>
    /// <param name="sourcePath">The redacted picture's path, which is never replaced; null where it has none.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <returns>The length of what was written, in bytes.</returns>
    /// <exception cref="PictureException">The redacted picture cannot be decoded.</exception>
    /// <exception cref="LocketException">It is damaged; or there is such a file already.</exception>
    /// <exception cref="IOException">Reading or writing failed.</exception>
    public long WriteFile(
        string path,
        PictureDecoder? decoder,
        bool overwrite = false,
        string? sourcePath = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using OutputFile output = OutputFile.Create(path, overwrite, sourcePath, isPrivate: true);
        using FileStream stream = new(output.Handle, FileAccess.Write, bufferSize: 0);
        Write(stream, decoder, cancellationToken);
        long length = stream.Position;
        output.Complete(Metadata?.ModificationTime);
        return length;
    }

    /// <summary>As <see cref="WriteFile"/>, into a stream. What was written when an exception came must be discarded.</summary>
    /// <param name="output">Left open.</param>
    /// <param name="decoder">What decodes the redacted picture; not needed for the original.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="PictureException">The redacted picture cannot be decoded.</exception>
    /// <exception cref="LocketException">What is sealed is damaged.</exception>
    /// <exception cref="IOException">Reading or writing failed.</exception>
    public void Write(Stream output, PictureDecoder? decoder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (_original is not null)
        {
            _original.Content.Position = _original.Head.LengthInBytes;
            _original.Content.CopyTo(output);
            return;
        }

        output.Write(PngFile.Write(Restore(decoder, cancellationToken)));
    }

    /// <summary>Ends the reading; the picture's stream stays open.</summary>
    public void Dispose()
    {
        foreach (SealedLayer layer in _layers)
        {
            layer.Dispose();
        }
    }

    private Raster Restore(PictureDecoder? decoder, CancellationToken cancellationToken)
    {
        if (decoder is null)
        {
            throw PictureRedactor.Refusal(DecoderOutcome.Unavailable, note: null);
        }

        // What is decoded are the bytes that the layers are bound to: nothing that was put around or behind them.
        RedactionHead head = _layers[0].Head;
        _picture.Position = _origin;
        if (_picture.Length - _origin - _carriedInBytes > decoder.Limits.MaxPictureInBytes)
        {
            throw PictureRedactor.Refusal(DecoderOutcome.TooLarge, note: null);
        }

        using MemoryStream seen = new();
        PictureCarrier.Write(_picture, [], seen);
        if (!SHA256.HashData(seen.GetBuffer().AsSpan(0, (int)seen.Length)).AsSpan().SequenceEqual(head.Digest))
        {
            throw new PictureException(PictureFailure.NotThisPicture, "the picture changed while it was read");
        }

        seen.Position = 0;
        PictureInput input = PictureInfo.TryRead(seen, out PictureInfo? info) && PictureInput.From(info, seen) is PictureInput known
            ? known
            : throw new PictureException(PictureFailure.Damaged, "the picture cannot be decoded");
        DecoderResult<Raster> decoded = decoder.Decode(input, cancellationToken);
        Raster picture = decoded.Value ?? throw PictureRedactor.Refusal(decoded.Outcome, decoded.Note);
        if ((picture.Width, picture.Height) != (head.Width, head.Height))
        {
            throw new PictureException(
                PictureFailure.NotThisPicture, "the picture has another size than the one that the layers belong to");
        }

        foreach (SealedLayer layer in _layers)
        {
            layer.Content.Position = layer.Head.LengthInBytes;
            layer.PasteInto(picture);
        }

        return picture;
    }
}
