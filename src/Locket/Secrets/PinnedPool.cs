using System.Security.Cryptography;

namespace Locket.Secrets;

/// <summary>Small arrays on the pinned heap, used again and again.</summary>
/// <remarks>
/// That heap is never compacted: short-lived small arrays leave it full of holes, and each new one is looked for among all of them. What
/// waits here is zeroed. An array that is not given back is the collector's, like any other.
/// </remarks>
internal static class PinnedPool
{
    /// <summary>The length in bytes of the arrays that are kept: a key, or what is derived together with one.</summary>
    public const int KeptInBytes = 128;

    /// <summary>How many wait at most: 64 KiB.</summary>
    private const int MaxKept = 512;

    private static readonly Lock Gate = new();
    private static readonly byte[]?[] Kept = new byte[]?[MaxKept];
    private static int _count;

    /// <summary>Gets a zeroed array of at least this length, and exactly this where it is more than <see cref="KeptInBytes"/>.</summary>
    public static byte[] Rent(int lengthInBytes)
    {
        if (lengthInBytes > KeptInBytes)
        {
            return GC.AllocateArray<byte>(lengthInBytes, pinned: true);
        }

        lock (Gate)
        {
            if (_count > 0)
            {
                byte[] array = Kept[--_count]!;
                Kept[_count] = null;
                return array;
            }
        }

        return GC.AllocateArray<byte>(KeptInBytes, pinned: true);
    }

    /// <summary>Zeroes an array and takes it back; nobody may use it any more, nor give it back twice.</summary>
    public static void Return(byte[] array)
    {
        CryptographicOperations.ZeroMemory(array);
        if (array.Length != KeptInBytes)
        {
            return;
        }

        lock (Gate)
        {
            if (_count < MaxKept)
            {
                Kept[_count++] = array;
            }
        }
    }
}
