using Locket.Header;

namespace Locket.Slots;

internal sealed class PasswordSlotWriter : IDisposable
{
    public PasswordSlotWriter(Password password, PasswordKdf kdf)
    {
    }

    public Stanza Wrap(ReadOnlySpan<byte> fileKey) => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
