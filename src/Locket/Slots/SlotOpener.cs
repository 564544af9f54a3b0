using Locket.Secrets;

namespace Locket.Slots;

/// <summary>Finds the slot that opens.</summary>
internal static class SlotOpener
{
    /// <summary>Tries the slots in file order; the first that a credential unwraps decides.</summary>
    public static SecretBytes Open(
        IReadOnlyList<Slot> slots,
        IReadOnlyList<Credential> credentials,
        int maxKdfMemoryInKiB,
        out int slotIndex,
        CancellationToken cancellationToken)
    {
        // Keys first cost nothing, but the order of the file decides: a reader must not depend on what else the caller holds.
        bool costsChecked = false;
        for (slotIndex = 0; slotIndex < slots.Count; slotIndex++)
        {
            Slot slot = slots[slotIndex];
            foreach (Credential credential in credentials)
            {
                if (!slot.Fits(credential))
                {
                    continue;
                }

                if (slot is PasswordSlot && !costsChecked)
                {
                    SlotCosts.Check(slots, maxKdfMemoryInKiB);
                    costsChecked = true;
                }

                cancellationToken.ThrowIfCancellationRequested();
                if (slot.TryUnwrap(credential, cancellationToken) is SecretBytes fileKey)
                {
                    return fileKey;
                }
            }
        }

        throw new LocketException(LocketFailure.NoSlotOpens, Explain(slots, credentials));
    }

    private static string Explain(IReadOnlyList<Slot> slots, IReadOnlyList<Credential> credentials)
    {
        bool triedPassword = credentials.Any(c => c is Password) && slots.Any(s => s is PasswordSlot);
        bool triedKey = credentials.Any(c => c is SymmetricKey) && slots.Any(s => s is KeySlot);
        return (triedPassword, triedKey) switch
        {
            (true, false) => "wrong password",
            (false, true) => "none of the keys fits",
            (true, true) => "neither password nor key fits",
            _ when slots.All(s => s is UnknownSlot) => "the file has only slots of types that this version does not know",
            _ => "the file opens with " + string.Join(" or ", slots.Select(Kind).Distinct(StringComparer.Ordinal))
                + ", which was not given",
        };
    }

    private static string Kind(Slot slot) => slot switch
    {
        PasswordSlot => "a password",
        KeySlot => "a key file",
        _ => "something this version does not know",
    };
}
