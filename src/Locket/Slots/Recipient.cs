using Locket.Header;

namespace Locket;

/// <summary>Someone who will be able to open a file: each recipient becomes one slot of its header.</summary>
public abstract class Recipient : IDisposable
{
    private protected Recipient()
    {
    }

    /// <summary>Zeroes whatever was derived for this recipient. The password or key it was made from stays the caller's.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>What opening the slot will cost, if it is a password's.</summary>
    internal virtual PasswordKdf? Kdf => null;

    internal abstract Stanza WrapCore(ReadOnlySpan<byte> fileKey);

    /// <summary>Zeroes whatever was derived.</summary>
    /// <param name="disposing">Whether it was asked for, rather than finalized.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
