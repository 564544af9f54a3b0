using Locket.Header;

namespace Locket.Slots;

internal static class KeySlot
{
    public static Stanza Wrap(SymmetricKey key, ReadOnlySpan<byte> fileKey) => throw new NotImplementedException();
}
