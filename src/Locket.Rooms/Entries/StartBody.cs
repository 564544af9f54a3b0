using Locket.Rooms.Curves;
using Locket.Rooms.Fields;

namespace Locket.Rooms.Entries;

/// <summary>A begins a run with B: the first message of CPace.</summary>
/// <remarks>
/// <code>
///  sid = n_B (16) || n_A (16) | identity key of A (65) | Ya (65)
/// </code>
/// </remarks>
internal readonly ref struct StartBody
{
    /// <summary>The length of sid in bytes: a nonce of each side.</summary>
    public const int SessionInBytes = 2 * HelloBody.NonceInBytes;

    public const int ContentInBytes = SessionInBytes + (2 * P256Point.LengthInBytes);

    public required MemberId From { get; init; }

    public required MemberId To { get; init; }

    public required ReadOnlySpan<byte> Session { get; init; }

    public required ReadOnlySpan<byte> IdentityKey { get; init; }

    public required ReadOnlySpan<byte> Share { get; init; }

    /// <summary>False for another type, a wrong length, or one that is to everyone or to its sender.</summary>
    public static bool TryRead(in EntryBody entry, out StartBody start)
    {
        start = default;
        if (!entry.IsToOne(EntryType.Start, ContentInBytes))
        {
            return false;
        }

        FieldReader content = new(entry.Content);
        start = new StartBody
        {
            From = entry.From,
            To = entry.To,
            Session = content.Bytes(SessionInBytes),
            IdentityKey = content.Bytes(P256Point.LengthInBytes),
            Share = content.Bytes(P256Point.LengthInBytes),
        };
        return true;
    }

    public byte[] Write()
    {
        byte[] body = EntryBody.Create(EntryType.Start, From, To, ContentInBytes, out FieldWriter content);
        content.Write(Session);
        content.Write(IdentityKey);
        content.Write(Share);
        return body;
    }
}
