using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Fields;
using Locket.Rooms.Messages;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Files;

/// <summary>A file that we are sending, and to whom.</summary>
internal sealed class OutgoingFile : FileUnderWay
{
    private OutgoingFile(long local, FileId id, long lengthInBytes, uint members, int pieces, MessageHash digest)
        : base(local, id, lengthInBytes, pieces, digest)
    {
        Members = members;
    }

    /// <summary>Gets or sets the slots of those who got the offer; who comes later cannot use the rest.</summary>
    public uint Members { get; set; }

    public static OutgoingFile Begin(long local, FileId id, long lengthInBytes, uint members)
        => new(local, id, lengthInBytes, members, pieces: 0, FileDigest.Start(id));

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public static bool TryLoad(ref FieldReader saved, [NotNullWhen(true)] out OutgoingFile? file)
    {
        long local = (long)saved.UInt64();
        ReadOnlySpan<byte> id = saved.Bytes(FileId.LengthInBytes);
        uint length = saved.UInt32();
        uint members = saved.UInt32();
        int pieces = saved.UInt16();
        MessageHash digest = saved.MessageHash();
        bool isRight = !saved.IsOverrun && IsPossible(length, pieces);
        file = isRight ? new OutgoingFile(local, FileId.FromBytes(id), length, members, pieces, digest) : null;
        return file is not null;
    }

    public void NotePiece(ReadOnlySpan<byte> bytes) => Count(bytes);

    public void Save(SavedBuffer saved)
    {
        Span<byte> id = stackalloc byte[FileId.LengthInBytes];
        Id.CopyTo(id);
        saved.Write((ulong)Local);
        saved.Write(id);
        saved.Write((uint)LengthInBytes);
        saved.Write(Members);
        saved.Write((ushort)Pieces);
        saved.Write(Digest);
    }
}
