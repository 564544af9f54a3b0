using System.Diagnostics;
using Locket.Secrets;

namespace Locket.Rooms;

/// <summary>A room's state as bytes, which hold every key in the clear: to be sealed before they are kept, and disposed.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class SavedRoom : IDisposable
{
    private readonly SecretBytes _bytes;

    internal SavedRoom(SecretBytes bytes) => _bytes = bytes;

    /// <summary>Gets the bytes; for Room.TryRestore.</summary>
    /// <exception cref="ObjectDisposedException">This was disposed.</exception>
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>Zeroes the bytes.</summary>
    public void Dispose() => _bytes.Dispose();

    /// <summary>Says what this is and nothing of it.</summary>
    /// <returns><c>SavedRoom</c>.</returns>
    public override string ToString() => nameof(SavedRoom);
}
