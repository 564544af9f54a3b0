using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;
using Locket.Secrets;

namespace Locket.Rooms.Cpace;

/// <summary>One side's scalar y and its share Y, the scalar times the generator up to sign (CPace draft 21, section 8.4.3).</summary>
/// <remarks>
/// The operating system returns only the x of a product. Of the two points with that x, Y is the one with even y: the other is
/// its negative, and whoever multiplies either gets the same x, which is all of it that enters the key.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class CpaceShare : IDisposable
{
    /// <summary>The length of a saved share in bytes: the scalar, then Y.</summary>
    public const int SavedInBytes = P256PrivateKey.LengthInBytes + P256Point.LengthInBytes;

    private readonly P256PrivateKey _scalar;

    private CpaceShare(P256PrivateKey scalar, P256Point point)
    {
        _scalar = scalar;
        Point = point;
    }

    /// <summary>Gets Y, which is public.</summary>
    public P256Point Point { get; }

    public static CpaceShare Create(in CpaceInputs inputs, IRandomSource random)
    {
        using P256Point generator = CpaceGenerator.Compute(inputs);
        P256PrivateKey scalar = random.CreateKey();
        try
        {
            return new CpaceShare(scalar, Multiply(scalar, generator));
        }
        catch (Exception)
        {
            scalar.Dispose();
            throw;
        }
    }

    /// <summary>Takes what <see cref="Save"/> gave; false for bytes that no share has.</summary>
    public static bool TryRestore(ReadOnlySpan<byte> saved, [NotNullWhen(true)] out CpaceShare? share)
    {
        share = null;
        if (saved.Length != SavedInBytes
            || !P256Point.TryDecode(saved[P256PrivateKey.LengthInBytes..], out P256Point? point)
            || !P256PrivateKey.TryImport(saved[..P256PrivateKey.LengthInBytes], out P256PrivateKey? scalar))
        {
            return false;
        }

        share = new CpaceShare(scalar, point);
        return true;
    }

    /// <summary>Returns the point scalar * point or its negative, whichever has an even y.</summary>
    internal static P256Point Multiply(P256PrivateKey scalar, P256Point point)
    {
        using SecretBytes x = scalar.Agree(point);
        return P256Point.TryFromX(x.Span, out P256Point? product)
            ? product
            : throw new InvalidOperationException("internal error: the operating system's product is not on the curve");
    }

    /// <summary>K = scalar_mult_vfy(y, Y of the peer); false for bytes that are no point, and for our own share or its negative.</summary>
    public bool TryAgree(ReadOnlySpan<byte> peerShare, [NotNullWhen(true)] out SecretBytes? agreed)
    {
        agreed = null;
        if (!P256Point.TryDecode(peerShare, out P256Point? peer) || peer.X.SequenceEqual(Point.X))
        {
            return false;
        }

        try
        {
            agreed = _scalar.Agree(peer);
            return true;
        }
        catch (CryptographicException)
        {
            // CPace: abort where the product cannot be had; to the peer this looks like any other failure.
            return false;
        }
    }

    /// <summary>Copies the scalar and Y, <see cref="SavedInBytes"/> bytes, to be sealed.</summary>
    public SecretBytes Save()
    {
        using SecretBytes scalar = _scalar.ExportScalar();
        SecretBytes saved = new(SavedInBytes);
        scalar.Span.CopyTo(saved.Span);
        Point.Encoded.CopyTo(saved.Span[P256PrivateKey.LengthInBytes..]);
        return saved;
    }

    public void Dispose() => _scalar.Dispose();

    /// <summary>Says what this is and nothing of the scalar.</summary>
    public override string ToString() => nameof(CpaceShare);
}
