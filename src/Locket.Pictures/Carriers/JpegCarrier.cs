using System.Buffers.Binary;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Carriers;

/// <summary>JPEG: pieces in APP11 segments, behind the other application segments and before the first table or frame.</summary>
internal static class JpegCarrier
{
    public static void Write(PictureSource source, CarrierPieces pieces, Stream output)
    {
        JpegWalk walk = new(source, output);
        walk.Run(
            (marker, content) =>
            {
                if (marker != JpegMarker.App11 || !content.StartsWith(CarrierPiece.Magic))
                {
                    walk.WriteSegment(marker, content);
                }
            },
            () => pieces.Write(JpegMarker.MaxContentInBytes, piece => walk.WriteSegment(JpegMarker.App11, piece)));
    }

    public static void Find(PlacedSource source, CarrierCollector found)
    {
        Span<byte> head = stackalloc byte[4];
        long offset = 2;
        while (true)
        {
            found.Count();
            source.Read(offset, head);
            if (head[0] != JpegMarker.Prefix)
            {
                throw new PictureException(PictureFailure.Damaged, "the JPEG file has bytes between its segments", offset);
            }

            if (head[1] == JpegMarker.Prefix)
            {
                offset++;
                continue;
            }

            if (head[1] is JpegMarker.StartOfScan or JpegMarker.EndOfImage)
            {
                return;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
            if (length < 2)
            {
                throw new PictureException(PictureFailure.Damaged, "the JPEG file has a segment without a length", offset);
            }

            if (head[1] == JpegMarker.App11)
            {
                found.Add(source, offset + head.Length, length - 2);
            }

            offset += 2 + length;
        }
    }
}
