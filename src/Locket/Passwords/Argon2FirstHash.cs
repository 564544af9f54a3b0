namespace Locket.Passwords;

/// <summary>The first hash, H0 (RFC 9106, section 3.2, step 1): every input and the cost, each with its length.</summary>
internal static class Argon2FirstHash
{
    public const uint Version = 0x13;

    /// <summary>Argon2id's number (the RFC's y).</summary>
    public const uint TypeNumber = 2;

    public static void Compute(in Argon2Geometry geometry, in Argon2Inputs inputs, int tagLength, Span<byte> destination)
    {
        var hash = new Blake2b(destination.Length);
        try
        {
            hash.Append(geometry.Lanes);
            hash.Append((uint)tagLength);
            hash.Append(geometry.MemoryInKiB);
            hash.Append(geometry.Passes);
            hash.Append(Version);
            hash.Append(TypeNumber);
            AppendWithLength(ref hash, inputs.Password);
            AppendWithLength(ref hash, inputs.Salt);
            AppendWithLength(ref hash, inputs.Secret);
            AppendWithLength(ref hash, inputs.AssociatedData);
            hash.Finish(destination);
        }
        finally
        {
            hash.Dispose();
        }
    }

    private static void AppendWithLength(scoped ref Blake2b hash, ReadOnlySpan<byte> bytes)
    {
        hash.Append((uint)bytes.Length);
        hash.Append(bytes);
    }
}
