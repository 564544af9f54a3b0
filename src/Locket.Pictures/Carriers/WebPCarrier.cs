using Locket.Pictures.Containers;

namespace Locket.Pictures.Carriers;

/// <summary>
/// WebP: pieces in unknown chunks at the end, which the extended form allows (RFC 9649, section 2.7.1.6). A simple file gets the head of
/// the extended form first.
/// </summary>
internal static class WebPCarrier
{
    /// <summary>The longest chunk that is written; readers take any.</summary>
    private const int MaxPieceInBytes = 1024 * 1024;

    private const byte AlphaFlag = 0x10;

    public static void Write(PlacedSource source, PictureInfo info, IReadOnlyList<Stream> files, Stream output)
    {
        // Lengths stand first: once to nowhere, to learn them. The files are read again from where they were.
        long[] starts = [.. files.Select(file => file.Position)];
        CountedOutput measure = new(Stream.Null);
        long end = RiffChunk.ReadFileHead(source);
        Emit(source, info, files, end, measure);
        for (int i = 0; i < starts.Length; i++)
        {
            files[i].Position = starts[i];
        }

        RiffChunk.WriteFileHead(output, measure.Length);
        Emit(source, info, files, end, output);
        source.Copy(end, source.Length - end, output);
    }

    public static void Find(PlacedSource source, CarrierCollector found)
    {
        long end = RiffChunk.ReadFileHead(source);
        long offset = RiffChunk.FileHeadInBytes;
        while (offset < end)
        {
            found.Count();
            RiffChunk chunk = RiffChunk.Read(source, offset, end);
            offset = chunk.Next;
            if (chunk.Is(CarrierPiece.WebPChunk))
            {
                found.Add(source, chunk.Content, chunk.LengthInBytes);
            }
        }
    }

    private static void Emit(PlacedSource source, PictureInfo info, IReadOnlyList<Stream> files, long end, Stream output)
    {
        RiffChunk first = RiffChunk.Read(source, RiffChunk.FileHeadInBytes, end);
        if (!first.Is("VP8X"u8) && files.Count > 0)
        {
            WriteExtended(source, info, first, output);
        }

        long offset = RiffChunk.FileHeadInBytes;
        while (offset < end)
        {
            RiffChunk chunk = RiffChunk.Read(source, offset, end);
            offset = chunk.Next;
            if (!chunk.Is(CarrierPiece.WebPChunk))
            {
                chunk.Copy(source, output);
            }
        }

        new CarrierPieces(files).Write(MaxPieceInBytes, piece => RiffChunk.Write(output, CarrierPiece.WebPChunk, piece));
    }

    private static void WriteExtended(PlacedSource source, PictureInfo info, RiffChunk first, Stream output)
    {
        if (info.Width is not int width || info.Height is not int height)
        {
            throw new PictureException(PictureFailure.Damaged, "the WebP file has no size", first.Offset);
        }

        Span<byte> content = stackalloc byte[10];
        content.Clear();
        if (first.Is("VP8L"u8))
        {
            // Signature, 14 bits each of width and height, then whether there is alpha.
            bool hasAlpha = (source.ReadUInt32LittleEndian(first.Content + 1) & 0x10000000) != 0;
            content[0] = hasAlpha ? AlphaFlag : (byte)0;
        }

        WriteUInt24(content[4..], width - 1);
        WriteUInt24(content[7..], height - 1);
        RiffChunk.Write(output, "VP8X"u8, content);
    }

    private static void WriteUInt24(Span<byte> destination, int value)
    {
        destination[0] = (byte)value;
        destination[1] = (byte)(value >> 8);
        destination[2] = (byte)(value >> 16);
    }
}
