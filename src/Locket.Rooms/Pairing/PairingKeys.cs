using System.Diagnostics;
using System.Security.Cryptography;
using Locket.Rooms.Cpace;
using Locket.Rooms.Curves;
using Locket.Rooms.Entries;
using Locket.Rooms.Ratchet;
using Locket.Secrets;

namespace Locket.Rooms.Pairing;

/// <summary>What a run is bound to, and the keys that come of it (docs/protocol.md, "Pairing").</summary>
/// <remarks>
/// <code>
///  SK (32) | hka (32) | nhkb (32) | phrase key (32) = HKDF(sid, ISK || DH of the identity keys, lv_cat("locket/v1 session", CI))
/// </code>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class PairingKeys : IDisposable
{
    private const int KeyInBytes = RatchetStart.KeyInBytes;

    private readonly SecretBytes _keys = new(4 * KeyInBytes);
    private readonly CipherSuite _suite;

    private PairingKeys(CipherSuite suite) => _suite = suite;

    /// <summary>Gets what the ratchet starts from.</summary>
    public RatchetStart Start => new()
    {
        Suite = _suite,
        Secret = _keys.Span[..KeyInBytes],
        HeaderKeyOfA = _keys.Span[KeyInBytes..(2 * KeyInBytes)],
        HeaderKeyOfB = _keys.Span[(2 * KeyInBytes)..(3 * KeyInBytes)],
    };

    /// <summary>CI: names the room, its suites, and who is A and who is B.</summary>
    public static byte[] Channel(RoomKeys keys, MemberId a, MemberId b) => LengthValue.Concat(
        "locket/v1 cpace"u8.ToArray(),
        [RoomVersion.Current],
        "CPACE-P256_XMD:SHA-256_SSWU_NU_-SHA256"u8.ToArray(),
        [RoomVersion.Encode(keys.Suite)],
        keys.Address.ToArray(),
        a.ToBytes(),
        b.ToBytes());

    /// <summary>ADa: version and suite, so that nobody can make two members believe in different ones.</summary>
    public static byte[] AssociatedDataOfA(CipherSuite suite) => [RoomVersion.Current, RoomVersion.Encode(suite)];

    /// <summary>ADb: as ADa, and the key that B's ratchet begins with.</summary>
    public static byte[] AssociatedDataOfB(CipherSuite suite, ReadOnlySpan<byte> ratchetKey)
        => [RoomVersion.Current, RoomVersion.Encode(suite), .. ratchetKey];

    /// <summary>What the empty ratchet message of a confirm is bound to.</summary>
    public static byte[] ConfirmBinding(RoomKeys keys, MemberId a, MemberId b)
        => [.. "locket/v1 wrap"u8, .. keys.Address, (byte)EntryType.Confirm, .. a.ToBytes(), .. b.ToBytes()];

    /// <summary>Derives a session's keys.</summary>
    /// <param name="context">Who and where we are.</param>
    /// <param name="session">sid.</param>
    /// <param name="channel">CI.</param>
    /// <param name="key">ISK.</param>
    /// <param name="peerIdentity">The other's identity key.</param>
    public static PairingKeys Derive(
        PairingContext context, ReadOnlySpan<byte> session, byte[] channel, SecretBytes key, P256Point peerIdentity)
    {
        using SecretBytes agreed = context.Identity.Agree(peerIdentity);
        using SecretBytes secret = new(key.LengthInBytes + agreed.LengthInBytes);
        key.Span.CopyTo(secret.Span);
        agreed.Span.CopyTo(secret.Span[key.LengthInBytes..]);
        byte[] info = LengthValue.Concat("locket/v1 session"u8.ToArray(), channel);
        PairingKeys keys = new(context.Keys.Suite);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.Span, keys._keys.Span, session, info);
        return keys;
    }

    /// <summary>Copies the phrase key.</summary>
    public SecretBytes CopyPhraseKey() => new(_keys.Span[(3 * KeyInBytes)..]);

    public void Dispose() => _keys.Dispose();

    /// <summary>Says what this is and nothing of the keys.</summary>
    public override string ToString() => nameof(PairingKeys);
}
