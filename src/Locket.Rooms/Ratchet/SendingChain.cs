using System.Diagnostics;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>What the next message is sent with.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class SendingChain : IDisposable
{
    private SecretBytes _chainKey;

    /// <summary>Takes both keys over.</summary>
    public SendingChain(SecretBytes headerKey, SecretBytes chainKey, uint number = 0)
    {
        HeaderKey = headerKey;
        _chainKey = chainKey;
        Number = number;
    }

    public SecretBytes HeaderKey { get; }

    public SecretBytes ChainKey => _chainKey;

    /// <summary>Gets the number of the next message, at most <see cref="RatchetLimits.MaxUnanswered"/>.</summary>
    public uint Number { get; private set; }

    /// <summary>Goes on to the next message; the key of the last can then no longer be had.</summary>
    public void Advance()
    {
        SecretBytes next = ChainStep.Next(_chainKey);
        _chainKey.Dispose();
        _chainKey = next;
        Number++;
    }

    public void Dispose()
    {
        HeaderKey.Dispose();
        _chainKey.Dispose();
    }

    /// <summary>Says what this is and nothing of its keys.</summary>
    public override string ToString() => nameof(SendingChain);
}
