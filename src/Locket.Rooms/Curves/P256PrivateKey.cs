using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Rooms.Curves;

/// <summary>A private scalar of P-256, from 1 to the order less 1, held by the operating system, which does all multiplication.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class P256PrivateKey : IDisposable
{
    /// <summary>The length of a scalar in bytes.</summary>
    public const int LengthInBytes = 32;

    private readonly ECDiffieHellman _key;

    private P256PrivateKey(ECDiffieHellman key)
    {
        _key = key;
    }

    /// <summary>Gets the order of the curve, 32 big-endian bytes (SP 800-186, section 3.2.1.3).</summary>
    private static ReadOnlySpan<byte> Order =>
    [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];

    /// <summary>Lets the operating system choose a scalar, uniformly.</summary>
    public static P256PrivateKey Generate() => new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Takes 32 big-endian bytes as the scalar; false where it is 0 or not below the order.</summary>
    /// <exception cref="PlatformNotSupportedException">The operating system wants the public point beside the scalar.</exception>
    public static bool TryImport(ReadOnlySpan<byte> scalar, [NotNullWhen(true)] out P256PrivateKey? key)
    {
        key = null;
        if (scalar.Length != LengthInBytes || !IsScalar(scalar))
        {
            return false;
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>(LengthInBytes, pinned: true);
        try
        {
            scalar.CopyTo(bytes);
            key = new(ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = bytes }));
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Gets the public point, the scalar times the curve's base point.</summary>
    public P256Point ExportPublicPoint()
    {
        ECPoint q = _key.ExportParameters(includePrivateParameters: false).Q;
        return P256Point.TryDecode([0x04, .. q.X!, .. q.Y!], out P256Point? point)
            ? point
            : throw new InvalidOperationException("internal error: the operating system's point is not on the curve");
    }

    /// <summary>Copies the scalar out, 32 big-endian bytes, to be sealed in a saved state.</summary>
    public SecretBytes ExportScalar()
    {
        ECParameters parameters = _key.ExportParameters(includePrivateParameters: true);
        try
        {
            return new SecretBytes(parameters.D);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }

    /// <summary>Returns the x of the scalar times the point, 32 big-endian bytes (ECSVDP-DH, IEEE 1363 section 7.2.1).</summary>
    /// <remarks>The point is on the curve and the order is prime, so the product is never the neutral element.</remarks>
    public SecretBytes Agree(P256Point point)
    {
        byte[] x = GC.AllocateUninitializedArray<byte>(P256Field.LengthInBytes, pinned: true);
        byte[] y = GC.AllocateUninitializedArray<byte>(P256Field.LengthInBytes, pinned: true);
        byte[]? product = null;
        try
        {
            point.X.CopyTo(x);
            point.Y.CopyTo(y);
            var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } };
            using var peer = ECDiffieHellman.Create(parameters);
            using ECDiffieHellmanPublicKey publicKey = peer.PublicKey;
            product = _key.DeriveRawSecretAgreement(publicKey);
            return product.Length == P256Field.LengthInBytes
                ? new SecretBytes(product)
                : throw new InvalidOperationException("internal error: the agreed value has another length than a coordinate");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(x);
            CryptographicOperations.ZeroMemory(y);
            CryptographicOperations.ZeroMemory(product);
        }
    }

    /// <summary>Frees the operating system's key, which zeroes it; any later use throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _key.Dispose();

    /// <summary>Says what this is and nothing of its value.</summary>
    public override string ToString() => nameof(P256PrivateKey);

    /// <summary>Whether the scalar is neither 0 nor the order or more; looks at every byte, whatever they are.</summary>
    private static bool IsScalar(ReadOnlySpan<byte> scalar)
    {
        int any = 0;
        int borrow = 0;
        for (int i = LengthInBytes - 1; i >= 0; i--)
        {
            any |= scalar[i];
            borrow = ((scalar[i] - Order[i] - borrow) >> 8) & 1;
        }

        return (any != 0) & (borrow == 1);
    }
}
