using Locket.Pictures.Redaction;

namespace Locket.Pictures;

/// <summary>A redacted picture, and what is sealed in it (docs/pictures.md, "Redaction").</summary>
public sealed class PictureRedaction
{
    private readonly IReadOnlyList<CarriedFile> _files;
    private readonly byte[] _digest;
    private readonly Stream _picture;
    private readonly long _origin;

    private PictureRedaction(Stream picture, IReadOnlyList<CarriedFile> files, byte[] digest)
    {
        _picture = picture;
        _origin = picture.Position;
        _files = files;
        _digest = digest;
    }

    /// <summary>How many files are sealed in it; what they hold, only opening them tells.</summary>
    public int SealedCount => _files.Count;

    /// <summary>Finds what is sealed in a picture. Nothing is opened or decoded yet.</summary>
    /// <param name="picture">The picture, from the stream's position on; it must be able to seek, and stay open.</param>
    /// <returns>The redacted picture.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read or cannot seek.</exception>
    /// <exception cref="PictureException">It is damaged, no picture, or carries nothing sealed.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public static PictureRedaction Read(Stream picture)
    {
        IReadOnlyList<CarriedFile> files = PictureCarrier.Find(picture);
        if (files.Count == 0)
        {
            throw new PictureException(PictureFailure.NothingSealed, "the picture carries nothing sealed");
        }

        if (files.Count > PictureRedactor.MaxSealed)
        {
            throw new PictureException(PictureFailure.TooLarge, "the picture carries too many sealed files");
        }

        long origin = picture.Position;
        byte[] digest = CarrierDigest.Compute(picture);
        picture.Position = origin;
        return new PictureRedaction(picture, files, digest);
    }

    /// <summary>What may open a sealed file of the picture, as its header says.</summary>
    /// <param name="index">0 to <see cref="SealedCount"/> - 1.</param>
    /// <returns>What is known without opening it.</returns>
    /// <exception cref="LocketException">It is no Locket file, or its header is damaged.</exception>
    public FileInspection Inspect(int index)
    {
        using Stream file = _files[index].OpenRead();
        return LocketFile.Inspect(file);
    }

    /// <summary>Opens what the given passwords and keys open.</summary>
    /// <param name="credentials">What may open something, in any order; they stay the caller's.</param>
    /// <param name="options">Limits; the defaults where <see langword="null"/>.</param>
    /// <param name="allowChanged">
    /// Gives back the original even where the picture around it is not the one that it was sealed for: another program wrote it again, or
    /// somebody put it there. Layers are refused all the same.
    /// </param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>What was opened, to be disposed.</returns>
    /// <exception cref="LocketException">Nothing opens; or what could be opened is damaged or too costly.</exception>
    /// <exception cref="PictureException">What opened belongs to another picture, or the picture was changed.</exception>
    /// <exception cref="IOException">Reading failed.</exception>
    public RevealedPicture Open(
        IReadOnlyList<Credential> credentials,
        DecryptionOptions? options = null,
        bool allowChanged = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        List<SealedLayer> layers = [];
        int unreadable = 0;
        LocketException? failure = null;
        foreach (CarriedFile file in _files)
        {
            try
            {
                SealedLayer layer = SealedLayer.Open(file.OpenRead(), credentials, options, cancellationToken);
                Check(layer, layers, allowChanged);
                if (layers.Exists(layer.IsSameAs))
                {
                    // Whoever cannot open a layer can still copy it.
                    layer.Dispose();
                    continue;
                }

                layers.Add(layer);
                if (layer.Head.IsOriginal)
                {
                    break;
                }
            }
            catch (LocketException found)
            {
                // A file for somebody else may be anything: it keeps nobody from what opens. But a damaged one may be this reader's.
                unreadable += found.Reason == LocketFailure.NoSlotOpens ? 0 : 1;
                failure = failure is null or { Reason: LocketFailure.NoSlotOpens } ? found : failure;
            }
            catch
            {
                layers.ForEach(layer => layer.Dispose());
                throw;
            }
        }

        if (layers.Count == 0)
        {
            throw failure!;
        }

        _picture.Position = _origin;
        return new RevealedPicture(_picture, layers, _files, unreadable);
    }

    private void Check(SealedLayer layer, List<SealedLayer> others, bool allowChanged)
    {
        RedactionHead head = layer.Head;
        if (others.Exists(other => !other.Head.Id.AsSpan().SequenceEqual(head.Id)))
        {
            layer.Dispose();
            throw new PictureException(PictureFailure.NotThisPicture, "the layers belong to different redactions");
        }

        if (!head.Digest.AsSpan().SequenceEqual(_digest) && !(allowChanged && head.IsOriginal))
        {
            layer.Dispose();
            throw new PictureException(
                PictureFailure.NotThisPicture, "what is sealed belongs to another picture, or this one was changed after it was redacted");
        }
    }
}
