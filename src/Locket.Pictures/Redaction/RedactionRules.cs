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

        if (!options.Layers.All(layer => IsName(layer.Name)))
        {
            throw new ArgumentException("a layer's name is empty, too long, or holds control characters", nameof(options));
        }

        if (options.Layers.Count + Math.Min(1, options.Recipients.Count) > PictureRedactor.MaxSealed
            || options.Areas.Count + options.Layers.Sum(layer => layer.Areas.Count) > PictureRedactor.MaxAreas)
        {
            throw new ArgumentException("there are too many layers or rectangles", nameof(options));
        }

        if (options.MarginInPixels is < 0 or > PictureRedactor.MaxMarginInPixels)
        {
            throw new ArgumentException("the margin is out of range", nameof(options));
        }

        if (options.Quality is < 1 or > MaxQuality
            || options.Format is not (DecodableFormat.None or DecodableFormat.Png or DecodableFormat.Jpeg or DecodableFormat.WebP))
        {
            throw new ArgumentException("the quality is out of range, or the format is not one that is written", nameof(options));
        }
    }

    /// <summary>What the header of a picture says against redacting it.</summary>
    /// <param name="picture">From its beginning on; put back there.</param>
    /// <param name="options">What to hide.</param>
    /// <param name="format">The redacted picture's.</param>
    /// <param name="reach">How the original was coded.</param>
    /// <exception cref="PictureException">It cannot be redacted so.</exception>
    public static PictureInput Examine(Stream picture, RedactionOptions options, out DecodableFormat format, out CodingReach reach)
    {
        if (!PictureInfo.TryRead(picture, out PictureInfo? info))
        {
            throw new PictureException(PictureFailure.NotAPicture, "the bytes begin like no picture that is known", 0);
        }

        PictureInput input = PictureInput.From(info, picture)
            ?? throw new PictureException(
                PictureFailure.Unsupported, $"pictures of type {info.MediaType} are not decoded here, so they cannot be redacted");
        if (info.IsAnimated)
        {
            throw new PictureException(PictureFailure.Unsupported, "a moving picture cannot be redacted: its other frames would be lost");
        }

        if (info.Type == PictureType.Apng && !ApngStill.IsShown(picture))
        {
            throw new PictureException(
                PictureFailure.Unsupported,
                "the still picture of this APNG is none of its frames: some viewers show another one, so neither can be redacted alone");
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

        reach = CodingReach.Of(picture, input);
        Plan(options, reach, info.ViewWidth!.Value, info.ViewHeight!.Value);
        return input;
    }

    /// <summary>What is hidden, and who gets what of it back.</summary>
    /// <exception cref="PictureException">A rectangle does not lie in the picture, or too little or too much would be hidden.</exception>
    public static RedactionPlan Plan(RedactionOptions options, CodingReach reach, int width, int height)
    {
        foreach (PictureArea area in options.Areas.Concat(options.Layers.SelectMany(layer => layer.Areas)))
        {
            if (!area.IsIn(width, height))
            {
                throw new PictureException(
                    PictureFailure.OutsidePicture, $"the rectangle {area} is not in the picture, which is {width} x {height} pixels");
            }
        }

        RedactionPlan plan = RedactionPlan.Make(options, reach, width, height);
        if (plan.Hidden.Count == 0)
        {
            throw new PictureException(PictureFailure.NothingHidden, "nothing of the picture would be hidden");
        }

        if (options.IsAllBut && options.Areas.Count > 0 && plan.GrownInPixels > 0 && plan.HiddenPixelCount == (long)width * height)
        {
            throw new PictureException(
                PictureFailure.NothingLeft,
                "nothing of the picture would be left: all pixels of the rectangles to leave may hold traces of what is hidden");
        }

        if (plan.Layers.FirstOrDefault(layer => layer.Areas.Count == 0) is RedactedLayer empty)
        {
            throw new PictureException(
                PictureFailure.NothingLeft,
                $"the layer '{empty.Name}' would give nothing back: all its pixels may hold traces of what else is hidden");
        }

        if (plan.Layers.Any(layer => layer.Areas.Count > PictureRedactor.MaxAreas)
            || plan.Layers.Sum(layer => AreaSet.LengthInBytes(layer.Areas, Raster.PixelInBytes)) > PictureRedactor.MaxLayersInBytes)
        {
            throw new PictureException(PictureFailure.TooLarge, "the layers have too many pixels or rectangles");
        }

        return plan;
    }

    private static bool IsName(string text)
        => Encoding.UTF8.GetByteCount(text) is > 0 and <= MaxLayerNameInBytes && !text.Any(char.IsControl);

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
