using System.Buffers.Binary;
using Locket.Pictures.Containers;
using Locket.Pictures.Pixels;

namespace Locket.Pictures.Cleaning;

/// <summary>
/// The packed pixels of a PNG file, of the picture and of each frame: they end where their stream does, or else with their last chunk. What
/// stands behind in <c>IDAT</c> and <c>fdAT</c>, no decoder reads.
/// </summary>
internal sealed class PngPixels
{
    /// <summary>How much of a chunk is held, to write its length; longer ones become several.</summary>
    private const int MaxHeldInBytes = 16 * 1024 * 1024;
    private const int SequenceInBytes = 4;

    private readonly PictureSource _source;
    private readonly Stream _output;
    private readonly RemovalLog _log;
    private readonly PngHeader _header;
    private readonly ZlibWalk _picture;
    private ZlibWalk _frame;
    private uint _shift;

    public PngPixels(PictureSource source, Stream output, RemovalLog log, PngHeader header)
    {
        _source = source;
        _output = output;
        _log = log;
        _header = header;
        _picture = new(header.PackedInBytes);
        _frame = _picture;
    }

    /// <summary>Copies the head of a frame (fcTL), whose number, size and place were already read.</summary>
    public void CopyFrameHead(byte[] content)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(4));
        int height = BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(8));
        if (width <= 0 || height <= 0)
        {
            throw new PictureException(PictureFailure.Damaged, "the PNG file has a frame without pixels", _source.Position);
        }

        _frame = new((_header with { Width = width, Height = height }).PackedInBytes);
        PngChunk.Write(_output, "fcTL"u8, Numbered(content));
    }

    /// <summary>Copies as much of a chunk as belongs to the pixels; its head was just read.</summary>
    public void Copy(PngChunk chunk)
    {
        bool isOfFrame = chunk.Is("fdAT"u8);
        ZlibWalk walk = isOfFrame ? _frame : _picture;
        byte[] name = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(name, chunk.Type);
        byte[] head = isOfFrame ? _source.ReadBlock(SequenceInBytes, SequenceInBytes) : [];
        uint crc = Crc32.Append(Crc32.Append(Crc32.Start, name), head);
        long rest = chunk.LengthInBytes - head.Length;
        long written = 0;
        long kept = 0;
        do
        {
            byte[] piece = _source.ReadBlock(Math.Min(rest, MaxHeldInBytes), MaxHeldInBytes);
            crc = Crc32.Append(crc, piece);
            rest -= piece.Length;
            int taken = walk.IsAtEnd ? 0 : walk.Take(piece);
            kept += taken;
            if (taken > 0 || (piece.Length == 0 && !walk.IsAtEnd))
            {
                _shift += written++ > 0 ? 1u : 0;
                PngChunk.Write(_output, name, [.. Numbered(head), .. piece.AsSpan(0, taken)]);
            }
        }
        while (rest > 0);

        byte[] check = _source.ReadBlock(sizeof(uint), sizeof(uint));
        if (BinaryPrimitives.ReadUInt32BigEndian(check) != Crc32.Finish(crc))
        {
            throw new PictureException(
                PictureFailure.Damaged, $"the PNG file's {chunk.Name} chunk does not match its checksum", _source.Position);
        }

        long removed = chunk.LengthInBytes - head.Length - kept + (written == 0 ? PngChunk.OverheadInBytes + head.Length : 0);
        if (removed > 0)
        {
            _shift -= written == 0 && isOfFrame ? 1u : 0;
            _log.Add(RemovedKind.Trailing, "behind the pixels", removed);
        }
    }

    /// <summary>The parts of an animation are numbered: where one goes, those behind it move up.</summary>
    private byte[] Numbered(byte[] content)
    {
        if (content.Length > 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(content, BinaryPrimitives.ReadUInt32BigEndian(content) + _shift);
        }

        return content;
    }
}
