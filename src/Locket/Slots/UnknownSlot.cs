using Locket.Header;
using Locket.Secrets;

namespace Locket.Slots;

/// <summary>A slot of a type that this version does not know: skipped, though the MAC covers it.</summary>
internal sealed class UnknownSlot : Slot
{
    public UnknownSlot(Stanza stanza)
        : base(stanza)
    {
    }

    public override bool Fits(Credential credential) => false;

    public override SecretBytes? TryUnwrap(Credential credential, CancellationToken cancellationToken) => null;
}
