using Locket.Rooms.Curves;
using Locket.Secrets;

namespace Locket.Rooms.Cpace;

/// <summary>calculate_generator of the suite CPACE-P256_XMD:SHA-256_SSWU_NU_-SHA256 (CPace draft 21, sections 8.1 and 8.4.3).</summary>
internal static class CpaceGenerator
{
    /// <summary>The input block of SHA-256 in bytes, which padding fills: the work tells nothing of a short password's length.</summary>
    private const int HashBlockInBytes = 64;

    private static ReadOnlySpan<byte> Domain => "CPaceP256_XMD:SHA-256_SSWU_NU_"u8;

    private static ReadOnlySpan<byte> CurveTag => "CPaceP256_XMD:SHA-256_SSWU_NU__DST"u8;

    /// <summary>Returns the generator, a point that nobody without the password can tell from any other; to be disposed.</summary>
    public static P256Point Compute(in CpaceInputs inputs)
    {
        using SecretBytes text = ComposeString(inputs);
        return P256Point.FromMessage(text.Span, CurveTag);
    }

    /// <summary>generator_string: lv_cat(domain, PRS, zeros, CI, sid).</summary>
    internal static SecretBytes ComposeString(in CpaceInputs inputs)
    {
        int first = LengthValue.SizeOf(Domain.Length) + LengthValue.SizeOf(inputs.PasswordSecret.Length);
        int paddingInBytes = Math.Max(0, HashBlockInBytes - first - 1);
        int size = checked(first
            + LengthValue.SizeOf(paddingInBytes)
            + LengthValue.SizeOf(inputs.Channel.Length)
            + LengthValue.SizeOf(inputs.Session.Length));

        Span<byte> padding = stackalloc byte[paddingInBytes];
        padding.Clear();

        SecretBytes text = new(size);
        Span<byte> rest = text.Span;
        LengthValue.Write(ref rest, Domain);
        LengthValue.Write(ref rest, inputs.PasswordSecret);
        LengthValue.Write(ref rest, padding);
        LengthValue.Write(ref rest, inputs.Channel);
        LengthValue.Write(ref rest, inputs.Session);
        return text;
    }
}
