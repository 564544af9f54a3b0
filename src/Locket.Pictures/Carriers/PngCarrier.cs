using System.Buffers.Binary;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Carriers;

/// <summary>PNG: pieces in private chunks between the pixels and the end.</summary>
internal static class PngCarrier
{
    /// <summary>The longest chunk that is written; readers take any.</summary>
    private const int MaxPieceInBytes = 1024 * 1024;

    public static void Write(PictureSource source, CarrierPieces pieces, Stream output)
    {
        PngChunk.ReadSignature(source);
        output.Write(PngChunk.Signature);
        PngChunk chunk;
        do
        {
            chunk = PngChunk.ReadHead(source);
            if (chunk.Is(CarrierPiece.PngChunk))
            {
                chunk.Copy(source, Stream.Null);
                continue;
            }

            if (chunk.Is("IEND"u8))
            {
                pieces.Write(MaxPieceInBytes, piece => PngChunk.Write(output, CarrierPiece.PngChunk, piece));
            }

            chunk.Copy(source, output);
        }
        while (!chunk.Is("IEND"u8));
    }

    public static void Find(PlacedSource source, CarrierCollector found)
    {
        Span<byte> head = stackalloc byte[PngChunk.HeadInBytes];
        long offset = PngChunk.Signature.Length;
        while (true)
        {
            found.Count();
            source.Read(offset, head);
            uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (head[4..].SequenceEqual("IEND"u8))
            {
                return;
            }

            if (head[4..].SequenceEqual(CarrierPiece.PngChunk))
            {
                found.Add(source, offset + head.Length, length);
            }

            offset += PngChunk.OverheadInBytes + (long)length;
        }
    }
}
