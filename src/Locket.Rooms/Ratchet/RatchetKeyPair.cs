using System.Diagnostics;
using Locket.Rooms.Curves;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>A ratchet key: the private scalar with its public point, which every header repeats.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class RatchetKeyPair : IDisposable
{
    private readonly P256PrivateKey _key;
    private readonly byte[] _publicKey;

    /// <summary>Takes the key over.</summary>
    public RatchetKeyPair(P256PrivateKey key)
    {
        _key = key;
        using P256Point point = key.ExportPublicPoint();
        _publicKey = point.Encoded.ToArray();
    }

    /// <summary>Gets the 65 bytes of the uncompressed point.</summary>
    public ReadOnlySpan<byte> PublicKey => _publicKey;

    public SecretBytes Agree(P256Point peer) => _key.Agree(peer);

    public SecretBytes ExportScalar() => _key.ExportScalar();

    public void Dispose() => _key.Dispose();

    /// <summary>Says what this is and nothing of its value.</summary>
    public override string ToString() => nameof(RatchetKeyPair);
}
