using System.Security.Cryptography;
using Locket.Rooms.Messages;

namespace Locket.Rooms.Files;

/// <summary>
/// What both sides compute of a file's pieces: a chain, so that 32 bytes of it can be saved between any two pieces (docs/protocol.md).
/// </summary>
/// <remarks>
/// <code>
///  digest 0     = H(`locket/v1 file` || file id)
///  digest i + 1 = H(digest i || bytes of piece i)
/// </code>
/// </remarks>
internal static class FileDigest
{
    public static MessageHash Start(FileId file)
    {
        Span<byte> text = stackalloc byte[14 + FileId.LengthInBytes];
        "locket/v1 file"u8.CopyTo(text);
        file.CopyTo(text[14..]);
        return MessageHash.Of(text);
    }

    public static MessageHash Next(MessageHash digest, ReadOnlySpan<byte> piece)
    {
        Span<byte> bytes = stackalloc byte[MessageHash.LengthInBytes];
        digest.CopyTo(bytes);
        using var hasher = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hasher.AppendData(bytes);
        hasher.AppendData(piece);
        hasher.GetHashAndReset(bytes);
        return MessageHash.FromBytes(bytes);
    }
}
