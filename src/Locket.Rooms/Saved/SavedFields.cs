using Locket.Rooms.Entries;
using Locket.Rooms.Fields;
using Locket.Rooms.Messages;

namespace Locket.Rooms.Saved;

/// <summary>Reads the fields of a room's saved state; behind the end all are empty, as with the plain ones.</summary>
internal static class SavedFields
{
    public static bool Flag(this ref FieldReader saved) => saved.Byte() != 0;

    public static MemberId MemberId(this ref FieldReader saved)
        => saved.Bytes(Rooms.MemberId.LengthInBytes) is { IsEmpty: false } bytes ? Rooms.MemberId.FromBytes(bytes) : default;

    public static EntryHash EntryHash(this ref FieldReader saved)
        => saved.Bytes(Entries.EntryHash.LengthInBytes) is { IsEmpty: false } bytes ? Entries.EntryHash.FromBytes(bytes) : default;

    public static MessageHash MessageHash(this ref FieldReader saved)
        => saved.Bytes(Messages.MessageHash.LengthInBytes) is { IsEmpty: false } bytes ? Messages.MessageHash.FromBytes(bytes) : default;

    /// <summary>Reads a time; the earliest where there is none.</summary>
    public static DateTimeOffset Time(this ref FieldReader saved)
        => saved.UInt64() is var time && time <= PaddedText.LatestTime
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)time)
            : DateTimeOffset.UnixEpoch;

    /// <summary>Reads a length and so many bytes; empty where there are fewer or more than the limit.</summary>
    public static ReadOnlySpan<byte> Block(this ref FieldReader saved, int maxInBytes)
    {
        uint length = saved.UInt32();
        return saved.Bytes(length <= maxInBytes ? (int)length : int.MaxValue);
    }

    /// <summary>Reads a length and so much text; null where it is no text or too long.</summary>
    public static string? Text(this ref FieldReader saved, int maxInBytes)
        => MessageText.TryDecode(saved.Block(maxInBytes), minInBytes: 0, maxInBytes, out string? text) ? text : null;
}
