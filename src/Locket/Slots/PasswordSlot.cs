using System.Globalization;
using System.Security.Cryptography;
using Locket.Header;
using Locket.Secrets;

namespace Locket.Slots;

/// <summary>A slot that a password opens: <c>argon2id</c> or <c>pbkdf2-sha256</c>.</summary>
internal sealed class PasswordSlot : Slot
{
    public const string Argon2idType = "argon2id";
    public const string Pbkdf2Type = "pbkdf2-sha256";
    public const int KdfSaltInBytes = 16;

    /// <summary>RFC 9106, section 3.1: p is at most 2^24 - 1.</summary>
    private const uint MaxLanes = (1 << 24) - 1;

    private PasswordSlot(Stanza stanza, byte[] kdfSalt, long memoryInKiB, long passes, long iterations, PasswordKdf? kdf)
        : base(stanza)
    {
        KdfSalt = kdfSalt;
        MemoryInKiB = memoryInKiB;
        Passes = passes;
        Iterations = iterations;
        Kdf = kdf;
    }

    public ReadOnlyMemory<byte> KdfSalt { get; }

    /// <summary>Memory asked for, or 0 for PBKDF2. The header may ask for more than can be derived; see <see cref="SlotCosts"/>.</summary>
    public long MemoryInKiB { get; }

    public long Passes { get; }

    /// <summary>Iterations asked for, or 0 for Argon2id.</summary>
    public long Iterations { get; }

    /// <summary>The cost as parameters; null where the numbers do not even fit them.</summary>
    public PasswordKdf? Kdf { get; }

    public static PasswordSlot ParseArgon2id(Stanza stanza)
    {
        RequireForm(stanza, argumentCount: 5);
        byte[] salt = Header.Arguments.ParseBytes(stanza.Arguments[0], KdfSaltInBytes);
        uint memory = Header.Arguments.ParseNumber(stanza.Arguments[1]);
        uint passes = Header.Arguments.ParseNumber(stanza.Arguments[2]);
        uint lanes = Header.Arguments.ParseNumber(stanza.Arguments[3]);
        Header.Arguments.ParseBytes(stanza.Arguments[4], SlotEnvelope.SlotSaltInBytes);
        if (lanes > MaxLanes || memory < 8L * lanes)
        {
            throw new LocketException(LocketFailure.DamagedHeader, "an argon2id slot has parameters that Argon2id does not allow");
        }

        PasswordKdf? kdf = memory <= int.MaxValue && passes <= int.MaxValue
            ? new Argon2idParameters { MemoryInKiB = (int)memory, Passes = (int)passes, Lanes = (int)lanes }
            : null;
        return new PasswordSlot(stanza, salt, memory, passes, iterations: 0, kdf);
    }

    public static PasswordSlot ParsePbkdf2(Stanza stanza)
    {
        RequireForm(stanza, argumentCount: 3);
        byte[] salt = Header.Arguments.ParseBytes(stanza.Arguments[0], KdfSaltInBytes);
        uint iterations = Header.Arguments.ParseNumber(stanza.Arguments[1]);
        Header.Arguments.ParseBytes(stanza.Arguments[2], SlotEnvelope.SlotSaltInBytes);
        PasswordKdf? kdf = iterations <= Pbkdf2Parameters.MaxIterations ? new Pbkdf2Parameters { Iterations = (int)iterations } : null;
        return new PasswordSlot(stanza, salt, memoryInKiB: 0, passes: 0, iterations, kdf);
    }

    public static Stanza Wrap(ReadOnlySpan<byte> derivedKey, ReadOnlySpan<byte> kdfSalt, PasswordKdf kdf, ReadOnlySpan<byte> fileKey)
    {
        string salt = UnpaddedBase64.Encode(kdfSalt);
        string slotSalt = UnpaddedBase64.Encode(RandomNumberGenerator.GetBytes(SlotEnvelope.SlotSaltInBytes));
        return kdf switch
        {
            Argon2idParameters argon2id => SlotEnvelope.Wrap(
                derivedKey,
                Argon2idType,
                [salt, Decimal(argon2id.MemoryInKiB), Decimal(argon2id.Passes), Decimal(argon2id.Lanes), slotSalt],
                fileKey),
            Pbkdf2Parameters pbkdf2 => SlotEnvelope.Wrap(
                derivedKey, Pbkdf2Type, [salt, Decimal(pbkdf2.Iterations), slotSalt], fileKey),
            _ => throw new InvalidOperationException("internal error: unknown password derivation"),
        };
    }

    public override bool Fits(Credential credential) => credential is Password;

    public override SecretBytes? TryUnwrap(Credential credential, CancellationToken cancellationToken)
    {
        Password password = (Password)credential;
        PasswordKdf kdf = Kdf ?? throw new InvalidOperationException("internal error: a cost that was not checked");
        using SecretBytes derived = password.DerivedKeys.GetOrDerive(
            KdfSalt.Span, kdf, () => KeyDerivation.Derive(password, KdfSalt.Span, kdf, cancellationToken));
        return SlotEnvelope.TryUnwrap(derived.Span, Stanza);
    }

    private static string Decimal(int number) => number.ToString(CultureInfo.InvariantCulture);
}
