using System.Security.Cryptography;

namespace Locket.Passwords;

/// <summary>The variable-length hash H' (RFC 9106, section 3.3): BLAKE2b stretched to any length.</summary>
internal static class Argon2VariableHash
{
    private const int StepInBytes = Blake2b.MaxHashLengthInBytes / 2;

    public static void Compute(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Span<byte> link = stackalloc byte[Blake2b.MaxHashLengthInBytes];
        Span<byte> v = link[..Math.Min(destination.Length, link.Length)];
        var hash = new Blake2b(v.Length);
        try
        {
            hash.Append((uint)destination.Length);
            hash.Append(source);
            hash.Finish(v);

            // Each 64-byte link gives its first half; the last link is as long as what remains and gives all of itself.
            while (destination.Length > Blake2b.MaxHashLengthInBytes)
            {
                v[..StepInBytes].CopyTo(destination);
                destination = destination[StepInBytes..];
                Span<byte> next = link[..Math.Min(destination.Length, link.Length)];
                Blake2b.HashData(v, next);
                v = next;
            }

            v.CopyTo(destination);
        }
        finally
        {
            hash.Dispose();
            CryptographicOperations.ZeroMemory(link);
        }
    }
}
