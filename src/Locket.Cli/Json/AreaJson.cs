using Locket.Pictures;

namespace Locket.Cli.Json;

/// <summary>A rectangle of a picture in pixels as a viewer shows it.</summary>
internal sealed record AreaJson(int X, int Y, int Width, int Height)
{
    public static IReadOnlyList<AreaJson> Of(IEnumerable<PictureArea> areas)
        => [.. areas.Select(area => new AreaJson(area.X, area.Y, area.Width, area.Height))];
}
