using System.Security.Cryptography;
using Locket.Header;
using Locket.Secrets;

namespace Locket.Slots;

/// <summary>Writes password slots that share one salt and cost: derives once, at the first.</summary>
internal sealed class PasswordSlotWriter : IDisposable
{
    private readonly Password _password;
    private readonly PasswordKdf _kdf;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(PasswordSlot.KdfSaltInBytes);
    private readonly Lock _lock = new();
    private SecretBytes? _derived;

    public PasswordSlotWriter(Password password, PasswordKdf kdf)
    {
        _password = password;
        _kdf = kdf;
    }

    public Stanza Wrap(ReadOnlySpan<byte> fileKey)
    {
        lock (_lock)
        {
            // Kept with the password as well: whoever reads back what was just written derives nothing again.
            _derived ??= _password.DerivedKeys.GetOrDerive(
                _salt, _kdf, () => KeyDerivation.Derive(_password, _salt, _kdf, CancellationToken.None));
            return PasswordSlot.Wrap(_derived.Span, _salt, _kdf, fileKey);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _derived?.Dispose();
        }
    }
}
