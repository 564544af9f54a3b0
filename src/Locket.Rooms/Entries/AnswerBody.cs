using Locket.Rooms.Cpace;
using Locket.Rooms.Curves;
using Locket.Rooms.Fields;

namespace Locket.Rooms.Entries;

/// <summary>B answers A: the second message of CPace with B's tag, and the key its ratchet begins with.</summary>
/// <remarks>
/// <code>
///  sid = n_B (16) || n_A (16) | Yb (65) | ratchet key of B (65) | Tb (32)
/// </code>
/// </remarks>
internal readonly ref struct AnswerBody
{
    public const int ContentInBytes = StartBody.SessionInBytes + (2 * P256Point.LengthInBytes) + CpaceTranscript.TagInBytes;

    public required MemberId From { get; init; }

    public required MemberId To { get; init; }

    public required ReadOnlySpan<byte> Session { get; init; }

    public required ReadOnlySpan<byte> Share { get; init; }

    public required ReadOnlySpan<byte> RatchetKey { get; init; }

    public required ReadOnlySpan<byte> Tag { get; init; }

    /// <summary>False for another type, a wrong length, or one that is to everyone or to its sender.</summary>
    public static bool TryRead(in EntryBody entry, out AnswerBody answer)
    {
        answer = default;
        if (!entry.IsToOne(EntryType.Answer, ContentInBytes))
        {
            return false;
        }

        FieldReader content = new(entry.Content);
        answer = new AnswerBody
        {
            From = entry.From,
            To = entry.To,
            Session = content.Bytes(StartBody.SessionInBytes),
            Share = content.Bytes(P256Point.LengthInBytes),
            RatchetKey = content.Bytes(P256Point.LengthInBytes),
            Tag = content.Bytes(CpaceTranscript.TagInBytes),
        };
        return true;
    }

    public byte[] Write()
    {
        byte[] body = EntryBody.Create(EntryType.Answer, From, To, ContentInBytes, out FieldWriter content);
        content.Write(Session);
        content.Write(Share);
        content.Write(RatchetKey);
        content.Write(Tag);
        return body;
    }
}
