using Locket.Header;
using Locket.Slots;

namespace Locket;

/// <summary>A recipient who knows a password.</summary>
/// <remarks>
/// One instance is one batch: the files it encrypts share salt and cost, so that the password is derived once. Shared salts show that the
/// files belong together; use an instance per file where that matters.
/// </remarks>
public sealed class PasswordRecipient : Recipient
{
    private readonly PasswordSlotWriter _writer;

    /// <summary>Makes a recipient; the derivation happens with the first file.</summary>
    /// <param name="password">The password; it stays the caller's and must outlive the recipient.</param>
    /// <param name="kdf">How the password becomes a key; <see cref="PasswordKdf.Default"/> when null.</param>
    /// <exception cref="ArgumentException">The cost is outside what <paramref name="kdf"/> allows.</exception>
    public PasswordRecipient(Password password, PasswordKdf? kdf = null)
    {
        ArgumentNullException.ThrowIfNull(password);
        kdf ??= PasswordKdf.Default;
        RecipientLimits.CheckKdf(kdf);
        Kdf = kdf;
        _writer = new PasswordSlotWriter(password, kdf);
    }

    internal override PasswordKdf? Kdf { get; }

    internal override Stanza WrapCore(ReadOnlySpan<byte> fileKey) => _writer.Wrap(fileKey);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _writer.Dispose();
        }

        base.Dispose(disposing);
    }
}
