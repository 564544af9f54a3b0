using Locket.Payload;
using Locket.Rooms.Entries;
using Locket.Rooms.Fields;

namespace Locket.Rooms.Messages;

/// <summary>The lengths of a room's messages and what their seals are bound to (docs/protocol.md, "Room messages").</summary>
/// <remarks>
/// <code>
///  C:    `locket/v1 room message` | room address (16) | from (16) | number (u64) | ids of all wraps
///  wrap: `locket/v1 wrap` | room address (16) | 0x06 | from (16) | to (16) | ids of all wraps | H(C) (32)
/// </code>
/// </remarks>
internal static class MessageScope
{
    public const int MaxContextInBytes = 22 + RoomKeys.AddressInBytes + MemberId.LengthInBytes + sizeof(ulong) + MaxIdsInBytes;

    public const int MaxWrapDataInBytes = 14 + RoomKeys.AddressInBytes + 1 + (2 * MemberId.LengthInBytes) + MaxIdsInBytes
        + MessageHash.LengthInBytes;

    public const int MaxIdsInBytes = MessageBody.MaxWraps * MemberId.LengthInBytes;

    /// <summary>Where the reader's id is in what a wrap is bound to.</summary>
    private const int ToOffset = 14 + RoomKeys.AddressInBytes + 1 + MemberId.LengthInBytes;

    /// <summary>Gets the length of a wrap's text in bytes: content key, H(C), number.</summary>
    public static int WrappedInBytes(CipherSuite suite) => ChunkKeys.KeyInBytes(suite) + MessageHash.LengthInBytes + sizeof(ulong);

    /// <summary>Gets the length of C in bytes for a padded text.</summary>
    public static int SealedInBytes(int textInBytes) => ChunkLayout.PrefixInBytes + (int)ChunkLayout.SealedLength(textInBytes);

    /// <summary>Gets the length of the padded text in a C; false where none gives a C of that length.</summary>
    public static bool TryTextLength(int sealedInBytes, out int textInBytes)
    {
        bool isContent = ChunkLayout.TryContentLength(sealedInBytes - ChunkLayout.PrefixInBytes, out long content)
            && PaddedText.IsLength(content);
        textInBytes = isContent ? (int)content : 0;
        return isContent;
    }

    /// <summary>Writes what C is bound to.</summary>
    public static ReadOnlySpan<byte> Context(
        ReadOnlySpan<byte> address, MemberId from, ulong number, ReadOnlySpan<byte> ids, Span<byte> destination)
    {
        FieldWriter writer = new(destination);
        writer.Write("locket/v1 room message"u8);
        writer.Write(address);
        Write(ref writer, from);
        writer.Write(number);
        writer.Write(ids);
        return destination[..^writer.RestInBytes];
    }

    /// <summary>Writes what a wrap is bound to, for everyone.</summary>
    public static Span<byte> WrapData(
        ReadOnlySpan<byte> address, MemberId from, ReadOnlySpan<byte> ids, ReadOnlySpan<byte> sealedHash, Span<byte> destination)
    {
        FieldWriter writer = new(destination);
        writer.Write("locket/v1 wrap"u8);
        writer.Write(address);
        writer.Write((byte)EntryType.Message);
        Write(ref writer, from);
        Write(ref writer, MemberId.Everyone);
        writer.Write(ids);
        writer.Write(sealedHash);
        return destination[..^writer.RestInBytes];
    }

    /// <summary>Puts the reader into what a wrap is bound to.</summary>
    public static void SetReader(Span<byte> wrapData, MemberId to) => to.CopyTo(wrapData[ToOffset..]);

    private static void Write(ref FieldWriter writer, MemberId id)
    {
        Span<byte> bytes = stackalloc byte[MemberId.LengthInBytes];
        id.CopyTo(bytes);
        writer.Write(bytes);
    }
}
