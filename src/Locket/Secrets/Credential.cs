namespace Locket;

/// <summary>Something that can open a slot: a <see cref="Password"/> or a <see cref="SymmetricKey"/>. Disposing zeroes it.</summary>
public abstract class Credential : IDisposable
{
    private protected Credential()
    {
    }

    /// <summary>Zeroes the secret; any later use throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Zeroes the secret.</summary>
    /// <param name="disposing">Whether it was asked for, rather than finalized.</param>
    protected abstract void Dispose(bool disposing);
}
