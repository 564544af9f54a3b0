using Locket.Pictures.Carriers;

namespace Locket.Pictures;

/// <summary>A file that travels in pieces inside a picture.</summary>
public sealed class CarriedFile
{
    private readonly Stream _picture;
    private readonly IReadOnlyList<CarriedExtent> _extents;

    internal CarriedFile(Stream picture, int layer, IReadOnlyList<CarriedExtent> extents)
    {
        _picture = picture;
        _extents = extents;
        Layer = layer;
        LengthInBytes = extents.Sum(extent => (long)extent.LengthInBytes);
    }

    /// <summary>Which of the files it is, from 0, in the order in which they were written.</summary>
    public int Layer { get; }

    /// <summary>Its length in bytes.</summary>
    public long LengthInBytes { get; }

    /// <summary>Opens it for reading in place: nothing is copied out of the picture first.</summary>
    /// <returns>
    /// A stream that can seek. It moves the picture's own stream, which must stay open, is not closed with it, and serves one reader at a
    /// time.
    /// </returns>
    public Stream OpenRead() => new CarriedStream(_picture, _extents);
}
