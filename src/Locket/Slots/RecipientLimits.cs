using Locket.Header;

namespace Locket.Slots;

/// <summary>Keeps a writer from files that no reader would open (docs/format.md, "Header" and "Cost limits").</summary>
internal static class RecipientLimits
{
    /// <summary>Stanzas less those for metadata, thumbnail and spare room.</summary>
    private const int MaxRecipients = HeaderLimits.MaxStanzas - 3;

    /// <summary>Checks one cost before anything is derived with it.</summary>
    public static void CheckKdf(PasswordKdf kdf)
    {
        bool isPossible = kdf switch
        {
            Argon2idParameters argon2id => argon2id.Lanes is >= 1 and <= Argon2id.MaxLanes
                && argon2id.MemoryInKiB >= (long)Argon2id.MinMemoryInKiBPerLane * argon2id.Lanes
                && argon2id.Passes >= 1,
            Pbkdf2Parameters pbkdf2 => pbkdf2.Iterations is >= 1 and <= Pbkdf2Parameters.MaxIterations,
            _ => true,
        };
        if (!isPossible)
        {
            throw new ArgumentOutOfRangeException(nameof(kdf), kdf, "the cost is out of range");
        }
    }

    /// <summary>Checks all recipients of a file together. Asking for more than the default memory raises the limit to that.</summary>
    public static void Check(IReadOnlyList<Recipient> recipients)
    {
        if (recipients.Count > MaxRecipients)
        {
            throw new ArgumentException($"a file has at most {MaxRecipients} recipients, not {recipients.Count}", nameof(recipients));
        }

        // Plain loops: this runs at every start of the command, and generic arithmetic would be compiled anew each time.
        int passwords = 0;
        long maxMemory = SlotCosts.DefaultMaxMemoryInKiB;
        Int128 memoryPasses = 0;
        long iterations = 0;
        foreach (Recipient recipient in recipients)
        {
            switch (recipient.Kdf)
            {
                case Argon2idParameters argon2id:
                    passwords++;
                    maxMemory = Math.Max(maxMemory, argon2id.MemoryInKiB);
                    memoryPasses += (long)argon2id.MemoryInKiB * argon2id.Passes;
                    break;
                case Pbkdf2Parameters pbkdf2:
                    passwords++;
                    iterations += pbkdf2.Iterations;
                    break;
            }
        }

        if (passwords > SlotCosts.MaxPasswordSlots
            || memoryPasses > SlotCosts.MaxMemoryPasses(maxMemory)
            || iterations > Pbkdf2Parameters.MaxIterations)
        {
            throw new ArgumentException("the passwords together cost more than a reader accepts", nameof(recipients));
        }
    }
}
