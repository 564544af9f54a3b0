using Locket.Armor;
using Locket.Payload;

namespace Locket.Files;

/// <summary>Armor that cannot be read at any offset: every read tells why.</summary>
internal sealed class BrokenArmor : RandomAccessSource
{
    private readonly RandomAccessSource _inner;
    private readonly LocketException _fault;

    public BrokenArmor(RandomAccessSource inner, LocketException fault)
    {
        _inner = inner;
        _fault = fault;
    }

    /// <summary>Nothing can be read.</summary>
    public override long LengthInBytes => 0;

    /// <summary>What its lines still give, for salvage alone; stays open as long as this.</summary>
    public RandomAccessSource OpenRemains() => ArmorRandomAccess.OpenBroken(_inner);

    public override int Read(long offset, Span<byte> buffer)
        => throw new LocketException(_fault.Reason, _fault.Message, _fault.OffsetInBytes, _fault);

    public override void Dispose()
    {
        _inner.Dispose();
        base.Dispose();
    }
}
