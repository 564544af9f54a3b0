using System.Diagnostics;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>A chain derived onward without changing it: nothing is kept of it unless the message that asked for it opens.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class ChainWalk : IDisposable
{
    private readonly uint _first;
    private readonly List<SecretBytes> _messageKeys = [];
    private SecretBytes? _chain;

    /// <summary>Derives the message keys from one number up to, not including, another.</summary>
    /// <param name="chain">The chain key at the first number; it stays the caller's.</param>
    /// <param name="first">The chain's next number.</param>
    /// <param name="end">
    /// At most <see cref="RatchetLimits.MaxGap"/> and one more than <paramref name="first"/>, which the caller checked.
    /// </param>
    public ChainWalk(SecretBytes chain, uint first, uint end)
    {
        _first = first;
        _chain = new SecretBytes(chain.Span);
        for (uint number = first; number < end; number++)
        {
            SecretBytes next = ChainStep.Next(_chain);
            _messageKeys.Add(ChainStep.MessageKey(_chain));
            _chain.Dispose();
            _chain = next;
        }
    }

    /// <summary>Gets the key of the last message walked over.</summary>
    public SecretBytes LastMessageKey => _messageKeys[^1];

    /// <summary>Gives the chain key at the end over to the caller.</summary>
    public SecretBytes TakeChain()
    {
        SecretBytes chain = _chain ?? throw new InvalidOperationException("internal error: the chain key was taken before");
        _chain = null;
        return chain;
    }

    /// <summary>Hands the message keys over, all, or all but the last, which has been used.</summary>
    public void MoveKeysTo(SkippedKeys skipped, ulong opened, bool isLastUsed)
    {
        int count = _messageKeys.Count - (isLastUsed ? 1 : 0);
        for (int i = 0; i < count; i++)
        {
            skipped.Add(new SkippedKey(_first + (uint)i, opened, _messageKeys[i]));
        }

        _messageKeys.RemoveRange(0, count);
    }

    /// <summary>Zeroes what was not handed over.</summary>
    public void Dispose()
    {
        _chain?.Dispose();
        _messageKeys.ForEach(key => key.Dispose());
        _messageKeys.Clear();
    }

    /// <summary>Says what this is and nothing of its keys.</summary>
    public override string ToString() => nameof(ChainWalk);
}
