namespace Locket.Pictures.Pixels;

/// <summary>A picture in memory as rows.</summary>
internal sealed class RasterRows : IPixelRows
{
    private readonly Raster _picture;

    public RasterRows(Raster picture)
    {
        _picture = picture;
    }

    public int Width => _picture.Width;

    public int Height => _picture.Height;

    public void ReadRow(int y, Span<byte> rgba) => _picture.Row(y).CopyTo(rgba);
}
