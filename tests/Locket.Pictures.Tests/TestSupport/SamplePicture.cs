using Locket.Tests.TestSupport;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>A real file of the shared collection: a picture of some format, or one that was broken on purpose.</summary>
internal sealed record SamplePicture(string Name, string Path, string MediaType, bool IsBroken)
{
    private const string List = "images/IMAGES.tsv";

    /// <summary>The whole collection: what the list names and the folder holds (some pictures were left out of it for their licence).</summary>
    public static IReadOnlyList<SamplePicture> All()
    {
        string list = Vectors.Require(List);
        string folder = System.IO.Path.GetDirectoryName(list)!;
        return
        [
            .. File.ReadLines(list).Skip(1)
                .Select(line => line.Split('\t'))
                .Select(cells => new SamplePicture(
                    cells[0], System.IO.Path.Combine(folder, cells[0]), cells[2], cells.Length > 7 && cells[7].StartsWith("yes", StringComparison.Ordinal)))
                .Where(sample => File.Exists(sample.Path)),
        ];
    }

    public static SamplePicture Named(string name) => All().Single(sample => string.Equals(sample.Name, name, StringComparison.Ordinal));

    public byte[] Read() => File.ReadAllBytes(Path);
}
