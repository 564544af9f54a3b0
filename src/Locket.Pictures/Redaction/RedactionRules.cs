using System.Text;

namespace Locket.Pictures.Redaction;

/// <summary>What can be redacted, and what not.</summary>
internal static class RedactionRules
{
    private const int MaxLayerNameInBytes = 255;
    private const int MaxQuality = 100;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static void CheckOptions(RedactionOptions options)
    {
        if (options.Recipients.Count == 0 && options.Layers.Count == 0)
        {
            throw new ArgumentException("nobody would get anything back", nameof(options));
        }

        if (options.Layers.Any(layer => layer.Areas.Count == 0 || layer.Recipients.Count == 0))
        {
            throw new ArgumentException("a layer has no rectangle or nobody to get it back", nameof(options));
        }

        if (options.Layers.Any(layer => Encoding.UTF8.GetByteCount(layer.Name) is 0 or > MaxLayerNameInBytes || layer.Name.Any(char.IsControl)))
        {
            throw new ArgumentException("a layer's name is empty, too long, or holds control characters", nameof(options));
        }

        if (options.Layers.Count + Math.Min(1, options.Recipients.Count) > PictureRedactor.MaxSealed
            || options.Areas.Count + options.Layers.Sum(layer => layer.Areas.Count) > PictureRedactor.MaxAreas)
        {
            throw new ArgumentException("there are too many layers or rectangles", nameof(options));
        }

        if (options.Quality is < 1 or > MaxQuality
            || options.Format is not (DecodableFormat.None or DecodableFormat.Png or DecodableFormat.Jpeg or DecodableFormat.WebP))
        {
            throw new ArgumentException("the quality is out of range, or the format is not one that is written", nameof(options));
        }
    }

    /// <summary>What the header of a picture says against redacting it.</summary>
    /// <exception cref="PictureException">It cannot be redacted so.</exception>
    public static PictureInput Examine(Stream picture, RedactionOptions options, out DecodableFormat format)
    {
        if (!PictureInfo.TryRead(picture, out PictureInfo? info))
        {
            throw new PictureException(PictureFailure.NotAPicture, "the bytes begin like no picture that is known", 0);
        }

        PictureInput input = PictureInput.From(info, picture)
            ?? throw new PictureException(PictureFailure.Unsupported, $"pictures of type {info.MediaType} are not decoded here, so they cannot be redacted");
        if (info.IsAnimated)
        {
            throw new PictureException(PictureFailure.Unsupported, "a moving picture cannot be redacted: its other frames would be lost");
        }

        if (Carries(picture))
        {
            throw new PictureException(PictureFailure.AlreadySealed, "the picture carries something sealed already");
        }

        format = options.Format != DecodableFormat.None ? options.Format : input.Format;
        if (format is not (DecodableFormat.Png or DecodableFormat.Jpeg or DecodableFormat.WebP))
        {
            throw new PictureException(PictureFailure.Unsupported, $"pictures of type {info.MediaType} carry nothing sealed");
        }

        CheckAreas(options, info.ViewWidth!.Value, info.ViewHeight!.Value);
        return input;
    }

    /// <exception cref="PictureException">A rectangle does not lie in the picture, or nothing would be hidden.</exception>
    public static void CheckAreas(RedactionOptions options, int width, int height)
    {
        foreach (PictureArea area in options.Areas.Concat(options.Layers.SelectMany(layer => layer.Areas)))
        {
            if (!area.IsIn(width, height))
            {
                throw new PictureException(PictureFailure.OutsidePicture, $"the rectangle {area} is not in the picture, which is {width} x {height} pixels");
            }
        }

        if (CountHidden(options, width, height) == 0)
        {
            throw new PictureException(PictureFailure.NothingHidden, "nothing of the picture would be hidden");
        }

        if (options.Layers.Sum(layer => AreaSet.LengthInBytes(layer.Areas, Raster.PixelInBytes)) > PictureRedactor.MaxLayersInBytes)
        {
            throw new PictureException(PictureFailure.TooLarge, "the layers have too many pixels");
        }
    }

    public static long CountHidden(RedactionOptions options, int width, int height)
    {
        PictureArea[] layers = [.. options.Layers.SelectMany(layer => layer.Areas)];
        if (!options.IsAllBut)
        {
            return AreaSet.CountCovered([.. options.Areas, .. layers]);
        }

        // What the layers hide of what was to be left, counts as well.
        long left = AreaSet.CountCovered(options.Areas);
        long leftOrLayers = AreaSet.CountCovered([.. options.Areas, .. layers]);
        long both = left + AreaSet.CountCovered(layers) - leftOrLayers;
        return ((long)width * height) - left + both;
    }

    private static bool Carries(Stream picture)
    {
        try
        {
            return PictureCarrier.Find(picture).Count > 0;
        }
        catch (PictureException)
        {
            // Whatever is in it is sealed with the whole; the copy is made of pixels alone.
            return false;
        }
        finally
        {
            picture.Position = 0;
        }
    }
}
