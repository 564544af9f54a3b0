using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Locket.Secrets;
using Locket.Wire;

namespace Locket.Client.Keeping;

/// <summary>What state.locket holds: the room, how many history segments count, and the history after them.</summary>
/// <remarks>
/// <code>
/// +---------------------------------+--------------+----------------+------------+------+---------------------+
/// | `locket/v1 kept room` || 0x01   | address (16) | segments (u32) | room (u32) | room | history, to the end |
/// +---------------------------------+--------------+----------------+------------+------+---------------------+
/// </code>
/// Room and history are in one file, so that they are never of different moments.
/// </remarks>
internal sealed class KeptState : IDisposable
{
    private static readonly int FixedInBytes = Label.Length + RoomAddress.LengthInBytes + (2 * sizeof(uint));

    private KeptState(RoomAddress address, int segments, SecretBytes room, byte[] history)
    {
        Address = address;
        Segments = segments;
        Room = room;
        History = history;
    }

    public RoomAddress Address { get; }

    /// <summary>Gets how many segments belong to the history; files with higher numbers are of a step that was not finished.</summary>
    public int Segments { get; }

    public SecretBytes Room { get; }

    public byte[] History { get; }

    private static ReadOnlySpan<byte> Label => "locket/v1 kept room\u0001"u8;

    public static SecretBytes ToBytes(RoomAddress address, int segments, ReadOnlySpan<byte> room, ReadOnlySpan<byte> history)
    {
        SecretBytes bytes = new(FixedInBytes + room.Length + history.Length);
        Span<byte> rest = bytes.Span;
        Label.CopyTo(rest);
        rest = rest[Label.Length..];
        address.Write(rest[..RoomAddress.LengthInBytes]);
        rest = rest[RoomAddress.LengthInBytes..];
        BinaryPrimitives.WriteInt32BigEndian(rest, segments);
        BinaryPrimitives.WriteInt32BigEndian(rest[sizeof(int)..], room.Length);
        room.CopyTo(rest[(2 * sizeof(int))..]);
        history.CopyTo(rest[((2 * sizeof(int)) + room.Length)..]);
        return bytes;
    }

    /// <summary>Reads a state; null where the bytes are none, or of a later version.</summary>
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
        int length = BinaryPrimitives.ReadInt32BigEndian(rest[sizeof(int)..]);
        rest = rest[(2 * sizeof(int))..];
        return segments < 0 || length < 0 || length > rest.Length
            ? null
            : new KeptState(address, segments, new SecretBytes(rest[..length]), rest[length..].ToArray());
    }

    public void Dispose()
    {
        Room.Dispose();
        CryptographicOperations.ZeroMemory(History);
    }
}
