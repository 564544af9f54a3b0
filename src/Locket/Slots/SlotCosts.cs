namespace Locket.Slots;

/// <summary>
/// Bounds what an untrusted header may make a reader compute, before anything is allocated (docs/format.md, "Cost limits").
/// </summary>
internal static class SlotCosts
{
    /// <summary>Several people with a password each; more is a header that wants to waste time.</summary>
    public const int MaxPasswordSlots = 4;

    /// <summary>The most memory for one slot unless the caller raises it: 1 GiB, in KiB.</summary>
    public const int DefaultMaxMemoryInKiB = 1 << 20;

    /// <summary>Memory times passes over all slots, as a multiple of the most memory for one: about 4 seconds on a slow machine.</summary>
    private const int MaxPassesOverMaxMemory = 4;

    /// <summary>The most memory times passes over all slots, in KiB.</summary>
    public static Int128 MaxMemoryPasses(long maxMemoryInKiB) => (Int128)maxMemoryInKiB * MaxPassesOverMaxMemory;

    public static void Check(IEnumerable<Slot> slots, int maxMemoryInKiB)
    {
        int count = 0;
        Int128 memoryPasses = 0;
        long iterations = 0;
        foreach (PasswordSlot slot in slots.OfType<PasswordSlot>())
        {
            count++;
            memoryPasses += (Int128)slot.MemoryInKiB * slot.Passes;
            iterations += slot.Iterations;
            if (slot.MemoryInKiB > maxMemoryInKiB)
            {
                throw TooCostly($"a password slot asks for {slot.MemoryInKiB} KiB of memory, more than the {maxMemoryInKiB} KiB allowed");
            }
        }

        if (count > MaxPasswordSlots)
        {
            throw TooCostly($"the header has {count} password slots, more than the {MaxPasswordSlots} allowed");
        }

        if (memoryPasses > MaxMemoryPasses(maxMemoryInKiB))
        {
            throw TooCostly($"the password slots ask for {memoryPasses} KiB-passes of work, more than the "
                + $"{MaxMemoryPasses(maxMemoryInKiB)} allowed");
        }

        if (iterations > Pbkdf2Parameters.MaxIterations)
        {
            throw TooCostly($"the password slots ask for {iterations} iterations, more than the {Pbkdf2Parameters.MaxIterations} allowed");
        }
    }

    private static LocketException TooCostly(string message) => new(LocketFailure.TooCostly, message);
}
