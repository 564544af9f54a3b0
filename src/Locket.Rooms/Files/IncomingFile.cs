using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Fields;
using Locket.Rooms.Messages;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Files;

/// <summary>A file that a member is sending. Its bytes are given away as they come.</summary>
internal sealed class IncomingFile : FileUnderWay
{
    /// <summary>Begins a file.</summary>
    public IncomingFile(long local, FileOffer offer)
        : this(local, offer.File, offer.LengthInBytes, pieces: 0, FileDigest.Start(offer.File))
    {
    }

    private IncomingFile(long local, FileId id, long lengthInBytes, int pieces, MessageHash digest)
        : base(local, id, lengthInBytes, pieces, digest)
    {
    }

    /// <summary>Takes the next piece; false for any other, and for one of another length.</summary>
    public bool TryTake(in FileChunk chunk)
    {
        if (IsWhole || chunk.Index != Pieces || chunk.Bytes.Length != NextInBytes)
        {
            return false;
        }

        Count(chunk.Bytes);
        return true;
    }

    public void Save(SavedBuffer saved)
    {
        Span<byte> id = stackalloc byte[FileId.LengthInBytes];
        Id.CopyTo(id);
        saved.Write((ulong)Local);
        saved.Write(id);
        saved.Write((uint)LengthInBytes);
        saved.Write((ushort)Pieces);
        saved.Write(Digest);
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public static bool TryLoad(ref FieldReader saved, [NotNullWhen(true)] out IncomingFile? file)
    {
        long local = (long)saved.UInt64();
        ReadOnlySpan<byte> id = saved.Bytes(FileId.LengthInBytes);
        uint length = saved.UInt32();
        int pieces = saved.UInt16();
        MessageHash digest = saved.MessageHash();
        bool isRight = !saved.IsOverrun && IsPossible(length, pieces);
        file = isRight ? new IncomingFile(local, FileId.FromBytes(id), length, pieces, digest) : null;
        return file is not null;
    }
}
