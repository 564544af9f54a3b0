using System.Buffers.Binary;
using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Secrets;

namespace Locket.Classic.Schemes;

/// <summary>The first 32 bytes of a <c>cbc-hmac-v2</c> file, all of them under the MAC.</summary>
internal sealed class CbcHmacV2Header
{
    public const int LengthInBytes = 32;
    public const int SaltLengthInBytes = 16;

    private const int SuiteOffset = 11;
    private const int IterationsOffset = 12;
    private const int SaltOffset = 16;

    private readonly byte[] _bytes;

    private CbcHmacV2Header(byte[] bytes, AesCbcHmacSuite suite, int iterations)
    {
        _bytes = bytes;
        Suite = suite;
        Iterations = iterations;
    }

    public AesCbcHmacSuite Suite { get; }

    /// <summary>0 for a raw key.</summary>
    public int Iterations { get; }

    public ReadOnlyMemory<byte> Bytes => _bytes;

    private static ReadOnlySpan<byte> Magic => "cbc-hmac-v2"u8;

    private ReadOnlySpan<byte> Salt => _bytes.AsSpan(SaltOffset, SaltLengthInBytes);

    public static CbcHmacV2Header Create(AesCbcHmacSuite suite, int iterations)
    {
        byte[] bytes = new byte[LengthInBytes];
        Magic.CopyTo(bytes);
        bytes[SuiteOffset] = suite.Id;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(IterationsOffset), iterations);
        RandomNumberGenerator.Fill(bytes.AsSpan(SaltOffset, SaltLengthInBytes));
        return new(bytes, suite, iterations);
    }

    /// <exception cref="ClassicException">It is none, of an unknown suite, or too costly.</exception>
    public static CbcHmacV2Header Parse(byte[] bytes, int maxIterations)
    {
        if (!bytes.AsSpan().StartsWith(Magic))
        {
            throw new ClassicException(ClassicFailure.Malformed, "this is not a cbc-hmac-v2 file");
        }

        AesCbcHmacSuite suite = AesCbcHmacSuite.All.FirstOrDefault(suite => suite.Id == bytes[SuiteOffset])
            ?? throw new ClassicException(ClassicFailure.Unsupported, "this cbc-hmac-v2 file uses a suite that is not known here");
        uint iterations = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(IterationsOffset));
        return iterations <= (uint)maxIterations
            ? new(bytes, suite, (int)iterations)
            : throw CbcErrors.TooLarge("this cbc-hmac-v2 file asks for more iterations than allowed");
    }

    /// <summary>
    /// The MAC key and the AES key. A password's come from PBKDF2 with the suite's hash, whose output is exactly both, so that an attacker
    /// who needs but one of them saves nothing; a raw key's come from HKDF (RFC 5869).
    /// </summary>
    /// <exception cref="ClassicException">It is of the other kind of secret.</exception>
    public AesCbcHmac Open(ClassicSecret secret)
    {
        if (secret.IsRawKey != (Iterations == 0))
        {
            throw new ClassicException(
                ClassicFailure.WrongKeyOrDamaged,
                secret.IsRawKey
                    ? "a password made this cbc-hmac-v2 file, not a raw key"
                    : "a raw key made this cbc-hmac-v2 file, not a password");
        }

        using SecretBytes key = secret.IsRawKey
            ? new SecretBytes(Suite.KeyLengthInBytes)
            : Pbkdf2.Derive(secret.Bytes, Salt, Iterations, Suite.Hash, Suite.KeyLengthInBytes);
        if (secret.IsRawKey)
        {
            HKDF.DeriveKey(Suite.Hash, secret.Bytes, key.Span, Salt, Magic);
        }

        return new AesCbcHmac(Suite, key.Span);
    }
}
