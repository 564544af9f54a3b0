using Locket.Pictures.Containers;

namespace Locket.Pictures.Carriers;

/// <summary>Puts pieces together. They stand in order, layer after layer, each complete; anything else is damage.</summary>
internal sealed class CarrierCollector
{
    /// <summary>Chunks or segments of a picture that are gone through: with pieces of 64 KiB, 64 GiB.</summary>
    public const int MaxParts = 1024 * 1024;

    private readonly Stream _picture;
    private readonly long _origin;
    private readonly List<CarriedFile> _files = [];
    private List<CarriedExtent> _extents = [];
    private CarrierPiece _last = new(-1, 0, 1);
    private int _parts;

    public CarrierCollector(Stream picture, long origin)
    {
        _picture = picture;
        _origin = origin;
    }

    /// <summary>Counts a part of the picture, whatever it is.</summary>
    public void Count()
    {
        if (++_parts > MaxParts)
        {
            throw new PictureException(PictureFailure.TooLarge, "the picture has too many parts");
        }
    }

    /// <summary>Takes a part if it is a piece.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="offset">Where the part's content begins.</param>
    /// <param name="length">The content's length in bytes.</param>
    public void Add(PlacedSource source, long offset, long length)
    {
        Span<byte> head = stackalloc byte[CarrierPiece.LengthInBytes];
        if (length < head.Length)
        {
            return;
        }

        source.Read(offset, head);
        if (CarrierPiece.TryRead(head, out CarrierPiece piece))
        {
            Add(piece, offset + head.Length, length - head.Length);
        }
    }

    public IReadOnlyList<CarriedFile> Finish()
    {
        if (_last.Number + 1 != _last.Count)
        {
            throw Damaged(0);
        }

        Close();
        return _files;
    }

    private void Add(CarrierPiece piece, long offset, long length)
    {
        bool isNext = _last.Number + 1 < _last.Count
            ? piece == _last with { Number = _last.Number + 1 }
            : piece.Layer == _last.Layer + 1 && piece.Number == 0 && piece.Count > 0;
        if (!isNext || length is 0 or > int.MaxValue || piece.Layer >= PictureCarrier.MaxFiles)
        {
            throw Damaged(offset);
        }

        if (piece.Number == 0)
        {
            Close();
        }

        long start = _extents.Count == 0 ? 0 : _extents[^1].Start + _extents[^1].LengthInBytes;
        _extents.Add(new(start, _origin + offset, (int)length));
        _last = piece;
    }

    private void Close()
    {
        if (_extents.Count > 0)
        {
            _files.Add(new(_picture, _last.Layer, _extents));
            _extents = [];
        }
    }

    private static PictureException Damaged(long offset) => new(PictureFailure.Damaged, "the files in the picture are not whole", offset);
}
