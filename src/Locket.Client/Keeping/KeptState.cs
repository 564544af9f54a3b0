using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Locket.Secrets;
using Locket.Wire;

namespace Locket.Client.Keeping;

/// <summary>What state.locket holds: the room, what else must be of the same moment, and the newest part of the history.</summary>
/// <remarks>
/// <code>
/// +-------------------------------+--------------+----------------+--------------+-------------+-------+
/// | `locket/v1 kept room` || 0x02 | address (16) | segments (u32) | unseen (u32) | files (u32) | files |
/// +-------------------------------+--------------+----------------+--------------+-------------+-------+
/// | room (u32) | room | history, to the end                                                            |
/// +------------+------+--------------------------------------------------------------------------------+
/// </code>
/// The lengths of files and room are in bytes; files and history are history items (<see cref="HistoryBytes"/>). All of it is in one file,
/// so that no two parts are of different moments.
/// </remarks>
internal sealed class KeptState : IDisposable
{
    private static readonly int FixedInBytes = Label.Length + RoomAddress.LengthInBytes + (4 * sizeof(uint));

    public required RoomAddress Address { get; init; }

    /// <summary>How many segments belong to the history; files with higher numbers are of a step that was not finished.</summary>
    public required int Segments { get; init; }

    /// <inheritdoc cref="KeptNotes.Unseen"/>
    public required int Unseen { get; init; }

    /// <inheritdoc cref="KeptNotes.Files"/>
    public required IReadOnlyList<HistoryItem> Files { get; init; }

    public required SecretBytes Room { get; init; }

    public required byte[] History { get; init; }

    private static ReadOnlySpan<byte> Label => "locket/v1 kept room\u0002"u8;

    public static SecretBytes ToBytes(
        RoomAddress address, int segments, KeptNotes notes, ReadOnlySpan<byte> room, ReadOnlySpan<byte> history)
    {
        ArrayBufferWriter<byte> files = new();
        foreach (HistoryItem file in notes.Files)
        {
            HistoryBytes.Write(files, file);
        }

        SecretBytes bytes = new(FixedInBytes + files.WrittenCount + room.Length + history.Length);
        Span<byte> rest = bytes.Span;
        Label.CopyTo(rest);
        rest = rest[Label.Length..];
        address.Write(rest[..RoomAddress.LengthInBytes]);
        rest = rest[RoomAddress.LengthInBytes..];
        foreach (int number in (ReadOnlySpan<int>)[segments, notes.Unseen, files.WrittenCount])
        {
            BinaryPrimitives.WriteInt32BigEndian(rest, number);
            rest = rest[sizeof(int)..];
        }

        files.WrittenSpan.CopyTo(rest);
        rest = rest[files.WrittenCount..];
        BinaryPrimitives.WriteInt32BigEndian(rest, room.Length);
        room.CopyTo(rest[sizeof(int)..]);
        history.CopyTo(rest[(sizeof(int) + room.Length)..]);
        return bytes;
    }

    /// <summary>Reads a state; null where the bytes are none, or of another version.</summary>
    public static KeptState? From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedInBytes || !bytes.StartsWith(Label))
        {
            return null;
        }

        ReadOnlySpan<byte> rest = bytes[Label.Length..];
        RoomAddress address = RoomAddress.FromBytes(rest[..RoomAddress.LengthInBytes]);
        rest = rest[RoomAddress.LengthInBytes..];
        int segments = BinaryPrimitives.ReadInt32BigEndian(rest);
        int unseen = BinaryPrimitives.ReadInt32BigEndian(rest[sizeof(int)..]);
        List<HistoryItem> files = [];
        if (segments < 0
            || unseen < 0
            || !TryTakeBlock(ref rest, 2 * sizeof(int), out ReadOnlySpan<byte> fileBytes)
            || !HistoryBytes.TryRead(fileBytes, files)
            || !TryTakeBlock(ref rest, 0, out ReadOnlySpan<byte> room))
        {
            return null;
        }

        return new KeptState
        {
            Address = address,
            Segments = segments,
            Unseen = unseen,
            Files = files,
            Room = new SecretBytes(room),
            History = rest.ToArray(),
        };
    }

    public void Dispose()
    {
        Room.Dispose();
        CryptographicOperations.ZeroMemory(History);
    }

    /// <summary>Takes a block behind its length, which stands at an offset.</summary>
    private static bool TryTakeBlock(ref ReadOnlySpan<byte> rest, int offset, out ReadOnlySpan<byte> block)
    {
        int begin = offset + sizeof(int);
        int length = rest.Length < begin ? -1 : BinaryPrimitives.ReadInt32BigEndian(rest[offset..]);
        bool isThere = length >= 0 && length <= rest.Length - begin;
        block = isThere ? rest.Slice(begin, length) : default;
        rest = isThere ? rest[(begin + length)..] : default;
        return isThere;
    }
}
