using System.Diagnostics;
using System.Security.Cryptography;
using Locket.Rooms.Curves;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>KDF_RK: what a Diffie-Hellman result makes of the root key (docs/protocol.md, "Double ratchet", keys).</summary>
/// <remarks>
/// <code>
///  root key (32) || chain key (32) || next header key (32) = HKDF-SHA-256(salt = root key, x of the agreed point, info)
/// </code>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class RootStep : IDisposable
{
    private const int KeyInBytes = RatchetStart.KeyInBytes;

    private RootStep(ReadOnlySpan<byte> derived)
    {
        Root = new SecretBytes(derived[..KeyInBytes]);
        Chain = new SecretBytes(derived.Slice(KeyInBytes, KeyInBytes));
        NextHeader = new SecretBytes(derived[(2 * KeyInBytes)..]);
    }

    public SecretBytes Root { get; }

    public SecretBytes Chain { get; }

    public SecretBytes NextHeader { get; }

    private static ReadOnlySpan<byte> Info => "locket/v1 ratchet root"u8;

    public static RootStep Take(SecretBytes root, RatchetKeyPair own, P256Point peer)
    {
        using SecretBytes agreed = own.Agree(peer);
        using SecretBytes derived = new(3 * KeyInBytes);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, agreed.Span, derived.Span, root.Span, Info);
        return new RootStep(derived.Span);
    }

    /// <summary>Zeroes all three; whoever keeps one copies the reference and does not dispose the step.</summary>
    public void Dispose()
    {
        Root.Dispose();
        Chain.Dispose();
        NextHeader.Dispose();
    }

    /// <summary>Says what this is and nothing of its keys.</summary>
    public override string ToString() => nameof(RootStep);
}
