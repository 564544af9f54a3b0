using Locket.Rooms.Ratchet;

namespace Locket.Rooms.Tests.Ratchet;

/// <summary>What docs/protocol.md says a receiver does with true messages, without any key: only numbers.</summary>
internal sealed class PredictedReceiver
{
    private readonly List<Chain> _old = [];
    private Chain? _newest;
    private ulong _opened;

    /// <summary>Gets how many turns the receiver has made, by which its own messages are counted.</summary>
    public ulong Turns { get; private set; }

    public int Missing => Chains.Sum(chain => chain.Skipped.Count);

    public int OldChains => _old.Count;

    private IEnumerable<Chain> Chains => _newest is null ? _old : [.. _old, _newest];

    /// <summary>Says what will become of a message, and notes it.</summary>
    public OpenFailure Receive(SentMessage message)
    {
        OpenFailure outcome = Judge(message);
        if (outcome == OpenFailure.None)
        {
            Trim();
        }

        return outcome;
    }

    private OpenFailure Judge(SentMessage message)
    {
        if (_newest is null || message.Epoch > _newest.Epoch)
        {
            return Turn(message);
        }

        Chain? chain = Chains.SingleOrDefault(chain => chain.Epoch == message.Epoch);
        if (chain is null)
        {
            return OpenFailure.Damaged;
        }

        if (message.Number >= chain.Next)
        {
            if (message.Number - chain.Next > 1000)
            {
                return OpenFailure.TooFarAhead;
            }

            chain.Advance(message.Number + 1, ++_opened);
            chain.Skipped.Remove(message.Number);
            return OpenFailure.None;
        }

        if (!chain.Skipped.Remove(message.Number))
        {
            return message.Number < chain.Floor ? OpenFailure.TooOld : OpenFailure.Replayed;
        }

        _opened++;
        return OpenFailure.None;
    }

    private OpenFailure Turn(SentMessage message)
    {
        if (message.Previous - (_newest?.Next ?? 0) > 1000 || message.Number > 1000)
        {
            return OpenFailure.TooFarAhead;
        }

        _opened++;
        if (_newest is not null)
        {
            _newest.Advance(message.Previous, _opened);
            _newest.Ended = _opened;
            _old.Add(_newest);
        }

        Turns++;
        _newest = new Chain { Epoch = message.Epoch };
        _newest.Advance(message.Number + 1, _opened);
        _newest.Skipped.Remove(message.Number);
        return OpenFailure.None;
    }

    private void Trim()
    {
        foreach (Chain chain in Chains)
        {
            while (chain.Skipped.Count > 0 && _opened - chain.Skipped.First().Value >= 2000)
            {
                chain.DropFirst();
            }
        }

        _old.RemoveAll(chain => _opened - chain.Ended >= 2000);
        while (_old.Count > 8)
        {
            _old.Remove(_old.Find(chain => chain.Skipped.Count == 0) ?? _old[0]);
        }

        while (Missing > 1000)
        {
            Chains.First(chain => chain.Skipped.Count > 0).DropFirst();
        }
    }

    private sealed class Chain
    {
        public required ulong Epoch { get; init; }

        public uint Next { get; private set; }

        public uint Floor { get; private set; }

        public ulong Ended { get; set; }

        /// <summary>When each missing number was leapt over.</summary>
        public SortedDictionary<uint, ulong> Skipped { get; } = [];

        public void Advance(uint next, ulong opened)
        {
            while (Next < next)
            {
                Skipped[Next++] = opened;
            }
        }

        public void DropFirst()
        {
            Floor = Skipped.First().Key + 1;
            Skipped.Remove(Floor - 1);
        }
    }
}
