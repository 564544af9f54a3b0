using Locket.Header;
using Locket.Secrets;

namespace Locket.Slots;

/// <summary>One way to open a file, parsed as far as that goes without any secret.</summary>
internal abstract class Slot
{
    private protected Slot(Stanza stanza)
    {
        Stanza = stanza;
    }

    public Stanza Stanza { get; }

    /// <summary>Whether a credential is of the kind that this slot takes.</summary>
    public abstract bool Fits(Credential credential);

    /// <summary>Opens the slot; null when the credential is another one.</summary>
    public abstract SecretBytes? TryUnwrap(Credential credential, CancellationToken cancellationToken);

    public static Slot Parse(Stanza stanza) => stanza.Type switch
    {
        PasswordSlot.Argon2idType => PasswordSlot.ParseArgon2id(stanza),
        PasswordSlot.Pbkdf2Type => PasswordSlot.ParsePbkdf2(stanza),
        KeySlot.Type => KeySlot.ParseKey(stanza),
        _ => new UnknownSlot(stanza),
    };

    /// <summary>Counts arguments and body bytes before anything is derived from them.</summary>
    private protected static void RequireForm(Stanza stanza, int argumentCount)
    {
        if (stanza.Arguments.Count != argumentCount || stanza.Body.Length != SlotEnvelope.BodyInBytes)
        {
            throw new LocketException(LocketFailure.DamagedHeader, $"a slot of type {stanza.Type} is malformed");
        }
    }
}
