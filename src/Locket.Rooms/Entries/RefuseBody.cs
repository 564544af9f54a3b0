using Locket.Rooms.Fields;

namespace Locket.Rooms.Entries;

/// <summary>A tells B that its answer did not prove the password. Anyone can send it: it is shown as a claim and proves nothing.</summary>
/// <remarks>
/// <code>
///  sid = n_B (16) || n_A (16)
/// </code>
/// </remarks>
internal readonly ref struct RefuseBody
{
    public const int ContentInBytes = StartBody.SessionInBytes;

    public required MemberId From { get; init; }

    public required MemberId To { get; init; }

    public required ReadOnlySpan<byte> Session { get; init; }

    /// <summary>False for another type, a wrong length, or one that is to everyone or to its sender.</summary>
    public static bool TryRead(in EntryBody entry, out RefuseBody refuse)
    {
        refuse = default;
        if (!entry.IsToOne(EntryType.Refuse, ContentInBytes))
        {
            return false;
        }

        refuse = new RefuseBody { From = entry.From, To = entry.To, Session = entry.Content };
        return true;
    }

    public byte[] Write()
    {
        byte[] body = EntryBody.Create(EntryType.Refuse, From, To, ContentInBytes, out FieldWriter content);
        content.Write(Session);
        return body;
    }
}
