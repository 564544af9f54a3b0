using Locket.Rooms.Cpace;
using Locket.Rooms.Fields;
using Locket.Rooms.Ratchet;

namespace Locket.Rooms.Entries;

/// <summary>A proves itself to B and opens the session with an empty message.</summary>
/// <remarks>
/// <code>
///  sid = n_B (16) || n_A (16) | Ta (32) | ratchet message with an empty text (137)
/// </code>
/// </remarks>
internal readonly ref struct ConfirmBody
{
    public const int ContentInBytes = StartBody.SessionInBytes + CpaceTranscript.TagInBytes + RatchetMessage.OverheadInBytes;

    public required MemberId From { get; init; }

    public required MemberId To { get; init; }

    public required ReadOnlySpan<byte> Session { get; init; }

    public required ReadOnlySpan<byte> Tag { get; init; }

    public required ReadOnlySpan<byte> Message { get; init; }

    /// <summary>False for another type, a wrong length, or one that is to everyone or to its sender.</summary>
    public static bool TryRead(in EntryBody entry, out ConfirmBody confirm)
    {
        confirm = default;
        if (!entry.IsToOne(EntryType.Confirm, ContentInBytes))
        {
            return false;
        }

        FieldReader content = new(entry.Content);
        confirm = new ConfirmBody
        {
            From = entry.From,
            To = entry.To,
            Session = content.Bytes(StartBody.SessionInBytes),
            Tag = content.Bytes(CpaceTranscript.TagInBytes),
            Message = content.Bytes(RatchetMessage.OverheadInBytes),
        };
        return true;
    }

    public byte[] Write()
    {
        byte[] body = EntryBody.Create(EntryType.Confirm, From, To, ContentInBytes, out FieldWriter content);
        content.Write(Session);
        content.Write(Tag);
        content.Write(Message);
        return body;
    }
}
