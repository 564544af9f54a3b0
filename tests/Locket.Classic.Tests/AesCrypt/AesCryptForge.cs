using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Locket.Classic.Tests.AesCrypt;

/// <summary>Writes AES Crypt files for tests, straight from the published description; the published vectors check it.</summary>
internal sealed record AesCryptForge(int Version, string Password = "correct horse ✓")
{
    public const int Iterations = 20;

    public byte[] Iv { get; init; } = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    public byte[] Session { get; init; } = RandomNumberGenerator.GetBytes(48);

    public byte[] Extensions { get; init; } = [0, 12, .. "CREATED_BY\0x"u8, 0, 0];

    public uint AnnouncedIterations { get; init; } = Iterations;

    public byte[] Write(byte[] plaintext)
    {
        byte[] passwordKey = PasswordKey();
        byte[] content = Version == 0 ? [.. Iv, .. passwordKey] : Session;
        byte[] padded = Pad(plaintext);
        using Aes aes = Aes.Create();
        aes.Key = content[16..];
        byte[] ciphertext = aes.EncryptCbc(padded, content.AsSpan(0, 16), PaddingMode.None);
        byte size = (byte)(plaintext.Length % 16);
        byte[] mac = HMACSHA256.HashData(aes.Key, ciphertext);
        return [.. Start(size), .. Iv, .. SealedSession(passwordKey), .. ciphertext, .. Version is 1 or 2 ? new[] { size } : [], .. mac];
    }

    private byte[] Start(byte size)
    {
        byte[] iterations = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(iterations, AnnouncedIterations);
        return [.. "AES"u8, (byte)Version, Version == 0 ? size : (byte)0, .. Version >= 2 ? Extensions : [], .. Version == 3 ? iterations : []];
    }

    private byte[] SealedSession(byte[] passwordKey)
    {
        if (Version == 0)
        {
            return [];
        }

        using Aes aes = Aes.Create();
        aes.Key = passwordKey;
        byte[] sealedSession = aes.EncryptCbc(Session, Iv, PaddingMode.None);
        return [.. sealedSession, .. HMACSHA256.HashData(passwordKey, Version == 3 ? [.. sealedSession, 3] : sealedSession)];
    }

    private byte[] Pad(byte[] plaintext)
    {
        int rest = 16 - (plaintext.Length % 16);
        return Version == 3 || rest < 16 ? [.. plaintext, .. Enumerable.Repeat((byte)rest, rest)] : plaintext;
    }

    private byte[] PasswordKey()
    {
        if (Version == 3)
        {
            return Rfc2898DeriveBytes.Pbkdf2(Password, Iv, (int)AnnouncedIterations, HashAlgorithmName.SHA512, 32);
        }

        byte[] hash = [.. Iv, .. new byte[16]];
        byte[] password = Encoding.Unicode.GetBytes(Password);
        for (int round = 0; round < 8192; round++)
        {
            hash = SHA256.HashData([.. hash, .. password]);
        }

        return hash;
    }
}
