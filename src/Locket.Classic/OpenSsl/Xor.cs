using System.Numerics;

namespace Locket.Classic.OpenSsl;

/// <summary>The exclusive or of two spans.</summary>
internal static class Xor
{
    /// <summary>Changes <paramref name="target"/>, which is not longer than <paramref name="other"/>.</summary>
    public static void Into(Span<byte> target, ReadOnlySpan<byte> other)
    {
        int at = 0;
        for (; at <= target.Length - Vector<byte>.Count; at += Vector<byte>.Count)
        {
            (new Vector<byte>(target[at..]) ^ new Vector<byte>(other[at..])).CopyTo(target[at..]);
        }

        for (; at < target.Length; at++)
        {
            target[at] ^= other[at];
        }
    }
}
