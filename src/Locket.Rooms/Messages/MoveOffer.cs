using System.Buffers.Binary;
using System.Text;

namespace Locket.Rooms.Messages;

/// <summary>An offer to meet in another room, the part of kind 9.</summary>
/// <remarks>
/// <code>
///  length of the invitation (u16) | invitation | password (1 to 4,096)
/// </code>
/// </remarks>
internal readonly record struct MoveOffer(string Invitation, string Password)
{
    public int PartInBytes => sizeof(ushort) + Encoding.UTF8.GetByteCount(Invitation) + Encoding.UTF8.GetByteCount(Password);

    /// <summary>False for what no member writes; the invitation is one that this version knows.</summary>
    public static bool TryRead(ReadOnlySpan<byte> part, out MoveOffer offer)
    {
        offer = default;
        if (part.Length < sizeof(ushort)
            || BinaryPrimitives.ReadUInt16BigEndian(part) is var length && part.Length - sizeof(ushort) < length
            || !MessageText.TryDecode(part.Slice(sizeof(ushort), length), 1, Rooms.Invitation.MaxLengthInCharacters, out string? invitation)
            || !Rooms.Invitation.TryParse(invitation, out _, out _)
            || !MessageText.TryDecode(part[(sizeof(ushort) + length)..], 1, RoomAddressKeys.MaxPasswordInBytes, out string? password))
        {
            return false;
        }

        offer = new MoveOffer(invitation, password);
        return true;
    }

    public void Write(Span<byte> part)
    {
        int length = Encoding.UTF8.GetBytes(Invitation, part[sizeof(ushort)..]);
        BinaryPrimitives.WriteUInt16BigEndian(part, checked((ushort)length));
        Encoding.UTF8.GetBytes(Password, part[(sizeof(ushort) + length)..]);
    }

    /// <summary>Says what this is and nothing of it.</summary>
    public override string ToString() => nameof(MoveOffer);
}
