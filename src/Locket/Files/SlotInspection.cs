namespace Locket;

/// <summary>What a header tells about one slot.</summary>
public sealed record SlotInspection
{
    /// <summary>The slot's type: <c>argon2id</c>, <c>pbkdf2-sha256</c>, <c>key</c>, or one this version does not know.</summary>
    public required string Type { get; init; }

    /// <summary>Whether this version can open slots of this type.</summary>
    public required bool IsSupported { get; init; }

    /// <summary>The arguments as written, without the type: public values.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The password's derivation, for password slots.</summary>
    public PasswordKdf? Kdf { get; init; }

    /// <summary>The 16-byte salt of the password's derivation in lower-case hex: equal in files of one batch.</summary>
    public string? KdfSalt { get; init; }

    /// <summary>The 8-byte hint of a key slot in lower-case hex: differs per file.</summary>
    public string? KeyHint { get; init; }
}
