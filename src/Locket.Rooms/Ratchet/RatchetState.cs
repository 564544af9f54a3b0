using System.Diagnostics;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>All that a session remembers, and what each opened message makes it forget.</summary>
/// <remarks>
/// <code>
///                       A before a turn     B before a message     later
///  Sending              hka, chain          none                   header key, chain
///  Receiving            none                none                   header key, chain
///  Old                  none                none                   0 to 8
/// </code>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class RatchetState : IDisposable
{
    public required CipherSuite Suite { get; init; }

    public required SecretBytes Root { get; set; }

    public required RatchetKeyPair Own { get; set; }

    public required SecretBytes NextSendingHeaderKey { get; set; }

    public required SecretBytes NextReceivingHeaderKey { get; set; }

    public SendingChain? Sending { get; set; }

    public ReceivingChain? Receiving { get; set; }

    /// <summary>Gets the ended chains, the oldest first.</summary>
    public List<OldChain> Old { get; } = [];

    /// <summary>Gets or sets how many messages the sending chain before this one has.</summary>
    public uint Previous { get; set; }

    /// <summary>Gets or sets how many messages were opened, by which age is counted.</summary>
    public ulong Opened { get; set; }

    /// <summary>Gets or sets how many turns were made.</summary>
    public ulong Renewals { get; set; }

    /// <summary>Gets or sets the time of the last turn, at first of the start, in whole milliseconds of UTC.</summary>
    public required DateTimeOffset LastRenewal { get; set; }

    /// <summary>Gets how many keys of messages that have not come are kept.</summary>
    public int SkippedCount
    {
        get
        {
            int count = Receiving?.Skipped.Count ?? 0;
            foreach (OldChain chain in Old)
            {
                count += chain.Skipped.Count;
            }

            return count;
        }
    }

    /// <summary>Cuts a time to what is saved of it, so that a restored state equals the saved one.</summary>
    public static DateTimeOffset ToMilliseconds(DateTimeOffset time)
        => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    /// <summary>Drops what is too old or too much; to be called after every opened message.</summary>
    public void Trim()
    {
        // 1. Age, in messages opened since.
        Receiving?.Skipped.DropAged(Opened);
        Old.ForEach(chain => chain.Skipped.DropAged(Opened));
        while (Old.Count > 0 && Opened - Old[0].RetiredAt >= RatchetLimits.MaxAgeInMessages)
        {
            Drop(0);
        }

        // 2. Header keys: first a chain that lacks nothing, since its key only tells copies from rubbish.
        while (Old.Count > RatchetLimits.MaxOldHeaderKeys)
        {
            Drop(Math.Max(0, Old.FindIndex(chain => chain.Skipped.Count == 0)));
        }

        // 3. Skipped keys, the oldest chain's lowest number first.
        for (int excess = SkippedCount - RatchetLimits.MaxSkippedKeys; excess > 0; excess--)
        {
            SkippedKeys oldest = Old.Find(chain => chain.Skipped.Count > 0)?.Skipped ?? Receiving!.Skipped;
            oldest.DropOldest();
        }
    }

    public void Dispose()
    {
        Root.Dispose();
        Own.Dispose();
        NextSendingHeaderKey.Dispose();
        NextReceivingHeaderKey.Dispose();
        Sending?.Dispose();
        Receiving?.Dispose();
        Old.ForEach(chain => chain.Dispose());
        Old.Clear();
    }

    /// <summary>Says what this is and nothing of its keys.</summary>
    public override string ToString() => nameof(RatchetState);

    private void Drop(int index)
    {
        Old[index].Dispose();
        Old.RemoveAt(index);
    }
}
