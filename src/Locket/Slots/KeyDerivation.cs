using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Slots;

/// <summary>A password and a salt to the 32-byte secret of a slot.</summary>
internal static class KeyDerivation
{
    public static SecretBytes Derive(Password password, ReadOnlySpan<byte> salt, PasswordKdf kdf, CancellationToken cancellationToken)
    {
        SecretBytes key = new(SlotEnvelope.KeyInBytes);
        try
        {
            switch (kdf)
            {
                case Argon2idParameters argon2id:
                    Argon2id.DeriveKey(password.Utf8, salt, argon2id, key.Span, cancellationToken: cancellationToken);
                    break;
                case Pbkdf2Parameters pbkdf2:
                    Rfc2898DeriveBytes.Pbkdf2(password.Utf8, salt, key.Span, pbkdf2.Iterations, HashAlgorithmName.SHA256);
                    break;
                default:
                    throw new InvalidOperationException("internal error: unknown password derivation");
            }

            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
