using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Locket.Rooms.Invitations;
using Locket.Secrets;

namespace Locket.Rooms.Pairing;

/// <summary>Five groups of five digits that both sides of a session see alike (docs/protocol.md, "Comparison phrase").</summary>
internal static class ComparisonPhrase
{
    private const int Groups = 5;
    private const uint ValuesOfGroup = 100_000;
    private const int SaltInBytes = 16;

    /// <summary>Computes the phrase: one run of Argon2id with 64 MiB, which makes phrases that look alike costly to search for.</summary>
    public static string Compute(SecretBytes phraseKey, CancellationToken cancellationToken = default)
    {
        Span<byte> salt = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData("locket/v1 phrase"u8, salt);
        using SecretBytes phrase = new(Groups * sizeof(uint));
        Argon2id.DeriveKey(phraseKey.Span, salt[..SaltInBytes], RoomKdf.Cost, phrase.Span, cancellationToken: cancellationToken);
        string[] groups = new string[Groups];
        for (int i = 0; i < Groups; i++)
        {
            uint group = BinaryPrimitives.ReadUInt32BigEndian(phrase.Span[(i * sizeof(uint))..]) % ValuesOfGroup;
            groups[i] = group.ToString("D5", CultureInfo.InvariantCulture);
        }

        return string.Join(' ', groups);
    }
}
