using System.Security.Cryptography;

namespace Locket.Header;

/// <summary>HMAC-SHA-256 over the authenticated bytes of a header: it binds every slot to the file key.</summary>
internal static class HeaderMac
{
    public static byte[] Compute(ReadOnlySpan<byte> headerKey, ReadOnlySpan<byte> authenticated)
        => HMACSHA256.HashData(headerKey, authenticated);

    public static bool Verify(ReadOnlySpan<byte> headerKey, FileHeader header)
        => CryptographicOperations.FixedTimeEquals(Compute(headerKey, header.Authenticated.Span), header.Mac.Span);
}
