using System.Security.Cryptography;

namespace Locket.Rooms.Messages;

/// <summary>
/// One piece of pinned memory that texts are written to and read from, so that the collector copies none of them; zeroed after each use.
/// </summary>
internal sealed class PlaintextBuffer : IDisposable
{
    private const int SmallInBytes = 4_096;

    private byte[] _bytes = [];

    /// <summary>Gets so many bytes, of any content, until the next call.</summary>
    /// <param name="lengthInBytes">At most <see cref="PaddedText.MaxLengthInBytes"/>.</param>
    public Span<byte> Take(int lengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lengthInBytes, PaddedText.MaxLengthInBytes);
        if (_bytes.Length < lengthInBytes)
        {
            Clear();
            _bytes = GC.AllocateUninitializedArray<byte>(
                lengthInBytes <= SmallInBytes ? SmallInBytes : PaddedText.MaxLengthInBytes, pinned: true);
        }

        return _bytes.AsSpan(0, lengthInBytes);
    }

    /// <summary>Zeroes what the last use wrote.</summary>
    /// <param name="written">What <see cref="Take"/> gave.</param>
    public static void Release(Span<byte> written) => CryptographicOperations.ZeroMemory(written);

    public void Dispose() => Clear();

    private void Clear() => CryptographicOperations.ZeroMemory(_bytes);
}
