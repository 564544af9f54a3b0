using System.Runtime.InteropServices;

namespace Locket.Passwords;

/// <summary>Blocks outside the garbage-collected heap, aligned for any vector, wiped when disposed.</summary>
internal sealed unsafe class Argon2Memory : IDisposable
{
    /// <summary>
    /// Lengths are multiples of this, so that whole pages are taken and given back (16 KiB and 64 KiB are ARM64's larger ones).
    /// </summary>
    private const ulong PageInBytes = 64 * 1024;

    private readonly nuint _length;
    private readonly bool _fromKernel;
    private void* _start;

    private Argon2Memory(void* start, nuint length, bool fromKernel)
    {
        _start = start;
        _length = length;
        _fromKernel = fromKernel;
    }

    public ulong* Blocks => (ulong*)_start;

    /// <summary>Takes memory from the kernel itself, or else from the C library's allocator.</summary>
    /// <exception cref="InsufficientMemoryException">There is not that much.</exception>
    public static Argon2Memory Allocate(ulong blocks, bool fromKernel)
    {
        // At most 2^31 blocks and as many workspaces as processors: no overflow in 64 bits.
        ulong length = ((blocks * Argon2Geometry.BlockLengthInBytes) + PageInBytes - 1) & ~(PageInBytes - 1);
        void* start = length > (ulong)nint.MaxValue / 2 ? null
            : fromKernel ? Argon2Pages.Map((nuint)length)
            : AllocateFromLibrary((nuint)length);
        if (start == null)
        {
#pragma warning disable MA0012 // The type says just what happened: memory asked for was not there, and nothing was started.
            throw new InsufficientMemoryException($"Argon2id needs {length / 1024} KiB of memory, and the system did not grant them.");
#pragma warning restore MA0012
        }

        return new Argon2Memory(start, (nuint)length, fromKernel);
    }

    /// <summary>Wipes and gives back the memory. The last users of <see cref="Blocks"/> must have returned.</summary>
    public void Dispose()
    {
        if (_start == null)
        {
            return;
        }

        // All of it, for the key follows from the last blocks and those from the others. The kernel zeroes a page only when it hands it
        // out again, so giving pages back alone would leave them in an image of the machine's memory; clearing 256 MiB took 4 to 5 ms
        // of a derivation's 200 (two cores of a Zen 4 EPYC).
        NativeMemory.Clear(_start, _length);
        if (_fromKernel)
        {
            Argon2Pages.Unmap(_start, _length);
        }
        else
        {
            NativeMemory.AlignedFree(_start);
        }

        _start = null;
    }

    private static void* AllocateFromLibrary(nuint length)
    {
        try
        {
            return NativeMemory.AlignedAlloc(length, Argon2Geometry.BlockLengthInBytes);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }
}
