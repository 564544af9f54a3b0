using Locket.Rooms.Curves;
using Locket.Rooms.Fields;

namespace Locket.Rooms.Entries;

/// <summary>A member is there, and can be met under its nonce.</summary>
/// <remarks>
/// <code>
///  version (1) | suite (1) | identity key (65) | nonce (16)
/// </code>
/// Version and suite are as they came: another's hello is shown, so it is read.
/// </remarks>
internal readonly ref struct HelloBody
{
    public const int NonceInBytes = 16;

    public const int ContentInBytes = 2 + P256Point.LengthInBytes + NonceInBytes;

    public required MemberId From { get; init; }

    /// <summary>Gets whom it is for: everyone, or the one member that is asked to pair again.</summary>
    public MemberId To { get; init; }

    public required byte Version { get; init; }

    public required byte Suite { get; init; }

    public required ReadOnlySpan<byte> IdentityKey { get; init; }

    public required ReadOnlySpan<byte> Nonce { get; init; }

    /// <summary>False for another type, a wrong length, or one to its sender.</summary>
    public static bool TryRead(in EntryBody entry, out HelloBody hello)
    {
        hello = default;
        if (entry.Type != EntryType.Hello || entry.To == entry.From || entry.Content.Length != ContentInBytes)
        {
            return false;
        }

        FieldReader content = new(entry.Content);
        hello = new HelloBody
        {
            From = entry.From,
            To = entry.To,
            Version = content.Byte(),
            Suite = content.Byte(),
            IdentityKey = content.Bytes(P256Point.LengthInBytes),
            Nonce = content.Bytes(NonceInBytes),
        };
        return true;
    }

    public byte[] Write()
    {
        byte[] body = EntryBody.Create(EntryType.Hello, From, To, ContentInBytes, out FieldWriter content);
        content.Write(Version);
        content.Write(Suite);
        content.Write(IdentityKey);
        content.Write(Nonce);
        return body;
    }
}
