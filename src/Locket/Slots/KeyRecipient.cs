using Locket.Header;
using Locket.Slots;

namespace Locket;

/// <summary>A recipient who holds a <see cref="SymmetricKey"/>.</summary>
public sealed class KeyRecipient : Recipient
{
    private readonly SymmetricKey _key;

    /// <summary>Makes a recipient.</summary>
    /// <param name="key">The key; it stays the caller's and must outlive the recipient.</param>
    public KeyRecipient(SymmetricKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key;
    }

    internal override Stanza WrapCore(ReadOnlySpan<byte> fileKey) => KeySlot.Wrap(_key, fileKey);
}
