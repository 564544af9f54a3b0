using System.Buffers.Binary;
using System.IO.Compression;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Pixels;

/// <summary>Writes a PNG of 8-bit samples row by row (ISO/IEC 15948), without any ancillary chunk: nothing but pixels.</summary>
internal sealed class PngWriter : IDisposable
{
    /// <summary>So long a chunk of compressed pixels gets: readers need one at a time.</summary>
    private const int DataChunkInBytes = 256 * 1024;

    private readonly Stream _output;
    private readonly int _distance;
    private readonly int _height;
    private readonly bool _filters;
    private readonly MemoryStream _compressed = new();
    private readonly ZLibStream _zlib;
    private readonly byte[] _candidate;
    private readonly byte[] _best;
    private byte[] _above;
    private byte[] _row;
    private int _written;

    /// <param name="output">Where the file goes; left open.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="color">Not <see cref="PngColor.Palette"/>.</param>
    /// <param name="compression">How to compress; of noise, filters would only make the same noise again.</param>
    /// <param name="filters">Whether each row gets the filter that promises most.</param>
    public PngWriter(Stream output, int width, int height, PngColor color, ZLibCompressionOptions compression, bool filters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        PngHeader header = new(width, height, BitDepth: 8, color, IsInterlaced: false);
        _output = output;
        _height = height;
        _distance = header.FilterDistanceInBytes;
        _filters = filters;
        _row = new byte[header.RowInBytes(width)];
        _above = new byte[_row.Length];
        _best = new byte[1 + _row.Length];
        _candidate = filters ? new byte[_best.Length] : [];
        _zlib = new ZLibStream(_compressed, compression, leaveOpen: true);

        Span<byte> content = stackalloc byte[PngHeader.LengthInBytes];
        content.Clear();
        BinaryPrimitives.WriteInt32BigEndian(content, width);
        BinaryPrimitives.WriteInt32BigEndian(content[4..], height);
        content[8] = (byte)header.BitDepth;
        content[9] = (byte)color;
        output.Write(PngContent.Signature);
        WriteChunk("IHDR"u8, content);
    }

    /// <summary>Makes a PNG of a picture; with an alpha channel only where it needs one.</summary>
    public static byte[] Write(Raster picture)
    {
        bool isOpaque = picture.IsOpaque;
        using MemoryStream output = new();
        ZLibCompressionOptions compression = new() { CompressionLevel = 6 };
        PngColor color = isOpaque ? PngColor.Rgb : PngColor.Rgba;
        using (PngWriter writer = new(output, picture.Width, picture.Height, color, compression, filters: true))
        {
            byte[] rgb = new byte[picture.Width * 3];
            for (int y = 0; y < picture.Height; y++)
            {
                if (isOpaque)
                {
                    DropAlpha(picture.Row(y), rgb);
                }

                writer.AddRow(isOpaque ? rgb : picture.Row(y));
            }

            writer.Finish();
        }

        return output.ToArray();
    }

    /// <param name="samples">A row, all its channels.</param>
    public void AddRow(ReadOnlySpan<byte> samples)
    {
        if (samples.Length != _row.Length || _written == _height)
        {
            throw new ArgumentException("not a row of this picture", nameof(samples));
        }

        samples.CopyTo(_row);
        _best[0] = 0;
        _row.CopyTo(_best.AsSpan(1));
        if (_filters)
        {
            ChooseFilter();
        }

        _zlib.Write(_best);
        (_row, _above) = (_above, _row);
        _written++;
        if (_compressed.Length >= DataChunkInBytes)
        {
            WriteData();
        }
    }

    /// <summary>Ends the file.</summary>
    public void Finish()
    {
        if (_written != _height)
        {
            throw new InvalidOperationException("internal error: rows are missing");
        }

        _zlib.Dispose();
        WriteData();
        WriteChunk("IEND"u8, []);
    }

    public void Dispose()
    {
        _zlib.Dispose();
        _compressed.Dispose();
    }

    private static void DropAlpha(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        for (int i = 0, j = 0; j < rgb.Length; i += Raster.PixelInBytes, j += 3)
        {
            rgba.Slice(i, 3).CopyTo(rgb[j..]);
        }
    }

    private void ChooseFilter()
    {
        long least = long.MaxValue;
        for (int filter = 0; filter < PngFilters.Count; filter++)
        {
            long sum = PngFilters.Apply(filter, _row, _above, _distance, _candidate.AsSpan(1));
            if (sum < least)
            {
                least = sum;
                _candidate[0] = (byte)filter;
                _candidate.CopyTo(_best, 0);
            }
        }
    }

    private void WriteData()
    {
        if (_compressed.Length > 0)
        {
            WriteChunk("IDAT"u8, _compressed.GetBuffer().AsSpan(0, (int)_compressed.Length));
            _compressed.SetLength(0);
        }
    }

    private void WriteChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        _output.Write(number);
        _output.Write(type);
        _output.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Finish(Crc32.Append(Crc32.Append(Crc32.Start, type), content)));
        _output.Write(number);
    }
}
