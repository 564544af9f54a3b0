using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>What stays of a page: tags with their values as they stood, and the places of its pixels.</summary>
/// <param name="Tags">Sorted by number, as the format demands, without the places of the pixels.</param>
/// <param name="OffsetsTag">Which tag has these places: strips or tiles.</param>
/// <param name="Parts">Strips or tiles.</param>
internal sealed record TiffPage(
    IReadOnlyList<(TiffEntry Entry, byte[] Values)> Tags, ushort OffsetsTag, IReadOnlyList<TiffPart> Parts);
