namespace Locket.Pictures.Redaction;

/// <summary>
/// Which pixels are hidden, and which of them each layer gives back. Everybody, and every reader of a layer, gets exactly the pixels that
/// hold no trace of what is hidden from them.
/// </summary>
/// <param name="Hidden">From everybody; they may overlap.</param>
/// <param name="Layers">Of each layer, what it gives back.</param>
/// <param name="GrownInPixels">How far a side of a rectangle was moved at most, the margin that was asked for included.</param>
internal sealed record RedactionPlan(IReadOnlyList<PictureArea> Hidden, IReadOnlyList<RedactedLayer> Layers, int GrownInPixels)
{
    public long HiddenPixelCount => AreaSet.CountCovered(Hidden);

    /// <param name="options">With rectangles that lie in the picture.</param>
    /// <param name="reach">How the original was coded.</param>
    /// <param name="width">Of the picture, upright.</param>
    /// <param name="height">Of the picture, upright.</param>
    public static RedactionPlan Make(RedactionOptions options, CodingReach reach, int width, int height)
    {
        IReadOnlyList<PictureArea> common = options.IsAllBut
            ? AreaSet.Subtract([new PictureArea(0, 0, width, height)], options.Areas)
            : options.Areas;
        PictureArea[] named = [.. common, .. options.Layers.SelectMany(layer => layer.Areas)];
        PictureArea[] hidden = [.. named.Select(Around)];
        RedactedLayer[] layers = new RedactedLayer[options.Layers.Count];
        for (int i = 0; i < layers.Length; i++)
        {
            RedactionLayer layer = options.Layers[i];
            IEnumerable<PictureArea> others = common.Concat(
                options.Layers.Where((_, index) => index != i).SelectMany(other => other.Areas));
            IReadOnlyList<PictureArea> kept = AreaSet.Subtract([.. others], layer.Areas);
            IReadOnlyList<PictureArea> given = AreaSet.Subtract([.. layer.Areas.Select(Around)], [.. kept.Select(Around)]);
            layers[i] = new RedactedLayer(layer.Name, given, AreaSet.CountCovered(AreaSet.Subtract(layer.Areas, given)));
        }

        return new RedactionPlan(hidden, layers, named.Zip(hidden, Grown).DefaultIfEmpty().Max());

        PictureArea Around(PictureArea area) => reach.Around(area.Widened(options.MarginInPixels, width, height), width, height);
    }

    private static int Grown(PictureArea from, PictureArea to) => Math.Max(
        Math.Max(from.X - to.X, from.Y - to.Y),
        Math.Max(to.X + to.Width - from.X - from.Width, to.Y + to.Height - from.Y - from.Height));
}
