using Locket.Rooms.Fields;

namespace Locket.Rooms.Entries;

/// <summary>The part that all bodies begin with, and what follows it (docs/protocol.md, "Entries").</summary>
/// <remarks>
/// <code>
///  type (1) | from (16) | to (16), zeros: everyone | content
/// </code>
/// From is what the sender claims. The spans point into the bytes it was read from.
/// </remarks>
internal readonly ref struct EntryBody
{
    /// <summary>The length of what is before the content in bytes.</summary>
    public const int HeadInBytes = 1 + (2 * MemberId.LengthInBytes);

    private EntryBody(EntryType type, MemberId from, MemberId to, ReadOnlySpan<byte> content)
    {
        Type = type;
        From = from;
        To = to;
        Content = content;
    }

    /// <summary>Gets the type; <see cref="EntryType.Unknown"/> for those of later versions.</summary>
    public EntryType Type { get; }

    public MemberId From { get; }

    public MemberId To { get; }

    public ReadOnlySpan<byte> Content { get; }

    /// <summary>Reads the head; false where a body is too short for one.</summary>
    /// <remarks>
    /// A body of a later version (<see cref="Type"/> is unknown) may have any form behind its first byte: it is read as far as it goes.
    /// </remarks>
    public static bool TryRead(ReadOnlySpan<byte> body, out EntryBody entry)
    {
        entry = default;
        if (body.Length < HeadInBytes)
        {
            return false;
        }

        EntryType type = body[0] is >= (byte)EntryType.Hello and <= (byte)EntryType.Message ? (EntryType)body[0] : EntryType.Unknown;
        MemberId from = MemberId.FromBytes(body.Slice(1, MemberId.LengthInBytes));
        MemberId to = MemberId.FromBytes(body.Slice(1 + MemberId.LengthInBytes, MemberId.LengthInBytes));
        entry = new EntryBody(type, from, to, body[HeadInBytes..]);
        return true;
    }

    /// <summary>Makes a body and writes its head; the content is written behind it.</summary>
    public static byte[] Create(EntryType type, MemberId from, MemberId to, int contentInBytes, out FieldWriter content)
    {
        byte[] body = new byte[HeadInBytes + contentInBytes];
        body[0] = (byte)type;
        from.CopyTo(body.AsSpan(1));
        to.CopyTo(body.AsSpan(1 + MemberId.LengthInBytes));
        content = new FieldWriter(body.AsSpan(HeadInBytes));
        return body;
    }

    /// <summary>Whether this is of the type, of its length, and to one other member.</summary>
    public bool IsToOne(EntryType type, int contentInBytes)
        => Type == type && Content.Length == contentInBytes && To != MemberId.Everyone && To != From;
}
