using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Rooms.Curves;

/// <summary>A point on P-256 that is not the neutral element; whoever holds one need not check it again. Disposing zeroes it.</summary>
/// <remarks>
/// <code>
///  04 | x, 32 bytes, big-endian | y, 32 bytes, big-endian        (SEC 1, section 2.3.3, uncompressed)
/// </code>
/// P-256 has prime order, so every such point generates the whole group: none has low order.
/// Public points need no disposal; a generator made of a password does.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class P256Point : IDisposable
{
    /// <summary>The length of an encoded point in bytes.</summary>
    public const int LengthInBytes = 1 + (2 * P256Field.LengthInBytes);

    private const byte Uncompressed = 0x04;

    private readonly SecretBytes _encoded = new(LengthInBytes);

    private P256Point(in P256Field x, in P256Field y)
    {
        _encoded.Span[0] = Uncompressed;
        x.Encode(_encoded.Span.Slice(1, P256Field.LengthInBytes));
        y.Encode(_encoded.Span[(1 + P256Field.LengthInBytes)..]);
    }

    /// <summary>Gets the 65 bytes of the uncompressed form.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded.Span;

    public ReadOnlySpan<byte> X => _encoded.Span.Slice(1, P256Field.LengthInBytes);

    public ReadOnlySpan<byte> Y => _encoded.Span[(1 + P256Field.LengthInBytes)..];

    /// <summary>Reads an uncompressed point; false for another form, coordinates of p or more, and points off the curve.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out P256Point? point)
    {
        point = TryDecode(encoded, out P256Field x, out P256Field y) ? new P256Point(x, y) : null;
        return point is not null;
    }

    /// <summary>Whether these bytes are what <see cref="TryDecode(ReadOnlySpan{byte}, out P256Point?)"/> takes.</summary>
    public static bool IsPoint(ReadOnlySpan<byte> encoded) => TryDecode(encoded, out _, out _);

    /// <summary>Finds the point with this x and an even y; false where none has this x.</summary>
    public static bool TryFromX(ReadOnlySpan<byte> x, [NotNullWhen(true)] out P256Point? point)
    {
        point = null;
        if (x.Length != P256Field.LengthInBytes || !P256Field.TryDecode(x, out P256Field element))
        {
            return false;
        }

        P256Field y = P256Powers.SquareRootCandidate(P256Curve.RightSide(element));
        if (P256Curve.MaskOfPoint(element, y) == 0)
        {
            return false;
        }

        point = new P256Point(element, P256Field.Select(y.MaskOfOdd(), P256Field.Negate(y), y));
        return true;
    }

    /// <summary>encode_to_curve of the suite P256_XMD:SHA-256_SSWU_NU_ (RFC 9380, sections 3 and 8.2).</summary>
    /// <remarks>The time tells nothing of the message but its length.</remarks>
    /// <param name="message">The message, of any length.</param>
    /// <param name="tag">The domain separation tag, not empty.</param>
    public static P256Point FromMessage(ReadOnlySpan<byte> message, ReadOnlySpan<byte> tag)
    {
        Span<byte> uniform = stackalloc byte[48];
        try
        {
            // The cofactor is 1, so the mapped point is the result.
            ExpandMessage.Fill(message, tag, uniform);
            P256Curve.Map(P256Field.FromUniform(uniform), out P256Field x, out P256Field y);
            return new P256Point(x, y);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(uniform);
        }
    }

    /// <summary>Zeroes the point; any later use throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _encoded.Dispose();

    /// <summary>Says what this is and nothing of its value, which may be secret.</summary>
    public override string ToString() => nameof(P256Point);

    private static bool TryDecode(ReadOnlySpan<byte> encoded, out P256Field x, out P256Field y)
    {
        x = default;
        y = default;
        return encoded.Length == LengthInBytes
            && encoded[0] == Uncompressed
            && P256Field.TryDecode(encoded[1..], out x)
            && P256Field.TryDecode(encoded[(1 + P256Field.LengthInBytes)..], out y)
            && P256Curve.MaskOfPoint(x, y) != 0;
    }
}
