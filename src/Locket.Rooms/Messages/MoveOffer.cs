using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Locket.Rooms.Messages;

/// <summary>An offer to meet in another room, the part of kind 9.</summary>
/// <remarks>
/// <code>
///  length of the invitation (u16) | invitation | password (1 to 4,096)
/// </code>
/// </remarks>
internal readonly record struct MoveOffer(string Invitation, Password Password)
{
    public int PartInBytes => sizeof(ushort) + Encoding.UTF8.GetByteCount(Invitation) + Password.Utf8.Length;

    /// <summary>
    /// False for what no member writes; the invitation is one that this version knows. The password is the caller's to dispose.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> part, out MoveOffer offer)
    {
        offer = default;
        if (part.Length < sizeof(ushort)
            || BinaryPrimitives.ReadUInt16BigEndian(part) is var length && part.Length - sizeof(ushort) < length
            || !MessageText.TryDecode(part.Slice(sizeof(ushort), length), 1, Rooms.Invitation.MaxLengthInCharacters, out string? invitation)
            || !Rooms.Invitation.TryParse(invitation, out _, out _)
            || !TryReadPassword(part[(sizeof(ushort) + length)..], out Password? password))
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
        Password.Utf8.CopyTo(part[(sizeof(ushort) + length)..]);
    }

    private static bool TryReadPassword(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Password? password)
    {
        password = null;
        if (utf8.Length is 0 or > RoomAddressKeys.MaxPasswordInBytes)
        {
            return false;
        }

        try
        {
            password = Password.FromBytes(utf8);
            return true;
        }
        catch (ArgumentException)
        {
            // No text, or no password: untrusted bytes.
            return false;
        }
    }

    /// <summary>Says what this is and nothing of it.</summary>
    public override string ToString() => nameof(MoveOffer);
}
