namespace Locket;

/// <summary>How a password becomes a key, and at what cost: <see cref="Argon2idParameters"/> or <see cref="Pbkdf2Parameters"/>.</summary>
public abstract record PasswordKdf
{
    private protected PasswordKdf()
    {
    }

    /// <summary>Argon2id with 256 MiB, 3 passes and 4 lanes: what Locket uses unless told otherwise.</summary>
    public static PasswordKdf Default { get; } = new Argon2idParameters();
}
