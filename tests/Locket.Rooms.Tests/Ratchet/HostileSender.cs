using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Secrets;

namespace Locket.Rooms.Tests.Ratchet;

/// <summary>A peer that has a side's keys and keeps to no rule: any number, any header, no limit.</summary>
internal sealed class HostileSender(RatchetSession side) : IDisposable
{
    private readonly RatchetState _state = RatchetPair.StateOf(side);
    private readonly SystemRandom _random = new();

    /// <summary>The number of the next message in the chain's order.</summary>
    public uint Number { get; private set; } = RatchetPair.StateOf(side).Sending!.Number;

    /// <summary>Leaps over so many messages.</summary>
    public void Skip(uint count)
    {
        for (uint i = 0; i < count; i++)
        {
            _state.Sending!.Advance();
            Number++;
        }
    }

    /// <summary>Seals the next message, with a truthful header.</summary>
    public byte[] Seal()
    {
        using SecretBytes key = ChainStep.MessageKey(_state.Sending!.ChainKey);
        byte[] message = Seal(_state.Own.PublicKey, _state.Previous, Number, key);
        Skip(1);
        return message;
    }

    /// <summary>Seals under the next message's key, whatever the header says.</summary>
    public byte[] Forge(byte[]? ratchetKey = null, uint? previous = null, uint? number = null)
    {
        using SecretBytes key = ChainStep.MessageKey(_state.Sending!.ChainKey);
        return Seal(ratchetKey ?? _state.Own.PublicKey, previous ?? _state.Previous, number ?? Number, key);
    }

    public void Dispose() => _state.Dispose();

    private byte[] Seal(ReadOnlySpan<byte> ratchetKey, uint previous, uint number, SecretBytes key)
    {
        RatchetHeader header = new(ratchetKey, previous, number);
        byte[] message = new byte[RatchetMessage.OverheadInBytes + "text"u8.Length];
        RatchetMessage.Seal(_state.Suite, _state.Sending!.HeaderKey, header, key, "text"u8, RatchetPair.Data, _random, message);
        return message;
    }
}
