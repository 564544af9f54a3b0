using System.Security.Cryptography;
using Locket.Header;
using Locket.Secrets;

namespace Locket.Slots;

/// <summary>A slot that a <see cref="SymmetricKey"/> opens: type <c>key</c>.</summary>
internal sealed class KeySlot : Slot
{
    public const string Type = "key";
    private const int HintInBytes = 8;

    private readonly byte[] _slotSalt;

    private KeySlot(Stanza stanza, byte[] hint, byte[] slotSalt)
        : base(stanza)
    {
        Hint = hint;
        _slotSalt = slotSalt;
    }

    /// <summary>Which key it was, for the key's holder only; a hint, never proof.</summary>
    public ReadOnlyMemory<byte> Hint { get; }

    public static KeySlot ParseKey(Stanza stanza)
    {
        RequireForm(stanza, argumentCount: 2);
        return new KeySlot(
            stanza,
            Header.Arguments.ParseBytes(stanza.Arguments[0], HintInBytes),
            Header.Arguments.ParseBytes(stanza.Arguments[1], SlotEnvelope.SlotSaltInBytes));
    }

    public static Stanza Wrap(SymmetricKey key, ReadOnlySpan<byte> fileKey)
    {
        byte[] slotSalt = RandomNumberGenerator.GetBytes(SlotEnvelope.SlotSaltInBytes);
        string[] arguments = [UnpaddedBase64.Encode(ComputeHint(key, slotSalt)), UnpaddedBase64.Encode(slotSalt)];
        return SlotEnvelope.Wrap(key.Bytes, Type, arguments, fileKey);
    }

    public override bool Fits(Credential credential)
        => credential is SymmetricKey key && CryptographicOperations.FixedTimeEquals(ComputeHint(key, _slotSalt), Hint.Span);

    public override SecretBytes? TryUnwrap(Credential credential, CancellationToken cancellationToken)
        => SlotEnvelope.TryUnwrap(((SymmetricKey)credential).Bytes, Stanza);

    private static byte[] ComputeHint(SymmetricKey key, ReadOnlySpan<byte> slotSalt)
    {
        using SecretBytes keyId = new(SymmetricKey.LengthInBytes);
        HKDF.Expand(HashAlgorithmName.SHA256, key.Bytes, keyId.Span, "locket/v1 key id"u8);
        return HMACSHA256.HashData(keyId.Span, slotSalt)[..HintInBytes];
    }
}
