using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;
using Locket.Secrets;

namespace Locket.Rooms.Members;

/// <summary>
/// A member's identity key, which lives as long as the member: who holds it is that member (docs/protocol.md, "Pairing").
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class Identity : IDisposable
{
    /// <summary>The length of a saved identity in bytes, its scalar.</summary>
    public const int SavedInBytes = P256PrivateKey.LengthInBytes;

    /// <summary>The length of the public key in bytes.</summary>
    public const int PublicKeyInBytes = P256Point.LengthInBytes;

    private readonly P256PrivateKey _key;
    private readonly byte[] _publicKey;

    private Identity(P256PrivateKey key)
    {
        _key = key;
        using P256Point point = key.ExportPublicPoint();
        _publicKey = point.Encoded.ToArray();
        Id = MemberId.Of(_publicKey);
    }

    public MemberId Id { get; }

    /// <summary>Gets the 65 bytes of the uncompressed point.</summary>
    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>Draws a fresh identity.</summary>
    public static Identity Create(IRandomSource random) => new(random.CreateKey());

    /// <summary>Takes what <see cref="Save"/> gave; false for bytes that no identity has.</summary>
    public static bool TryRestore(ReadOnlySpan<byte> saved, [NotNullWhen(true)] out Identity? identity)
    {
        identity = P256PrivateKey.TryImport(saved, out P256PrivateKey? key) ? new Identity(key) : null;
        return identity is not null;
    }

    /// <summary>DH(identity key of the one, of the other), 32 bytes.</summary>
    public SecretBytes Agree(P256Point peer) => _key.Agree(peer);

    /// <summary>Copies the scalar, <see cref="SavedInBytes"/> bytes, to be sealed.</summary>
    public SecretBytes Save() => _key.ExportScalar();

    public void Dispose() => _key.Dispose();

    /// <summary>Says whose identity this is and nothing of its key.</summary>
    public override string ToString() => $"Identity {Id}";
}
