using System.Buffers.Binary;
using System.Security.Cryptography;
using Locket.Payload;
using Locket.Rooms.Entries;
using Locket.Rooms.Ratchet;
using Locket.Secrets;

namespace Locket.Rooms.Messages;

/// <summary>Opens a message: the reader's wrap first, which nobody else can have altered the rest of, then the text.</summary>
internal static class MessageOpener
{
    /// <summary>Opens a message that has a wrap for <paramref name="reader"/>.</summary>
    /// <param name="keys">The room's address and suite.</param>
    /// <param name="reader">The reader's own id.</param>
    /// <param name="message">A message whose form is right.</param>
    /// <param name="wrap">The reader's wrap.</param>
    /// <param name="session">The session with the sender.</param>
    /// <param name="now">The time.</param>
    /// <param name="text">Where the padded text goes, as long as it is; to be zeroed by the caller.</param>
    public static OpenedMessage Open(
        RoomKeys keys,
        MemberId reader,
        scoped in MessageBody message,
        scoped ReadOnlySpan<byte> wrap,
        RatchetSession session,
        DateTimeOffset now,
        Span<byte> text)
    {
        Span<byte> hash = stackalloc byte[MessageHash.LengthInBytes];
        SHA256.HashData(message.Sealed, hash);
        Span<byte> ids = stackalloc byte[message.Count * MemberId.LengthInBytes];
        for (int i = 0; i < message.Count; i++)
        {
            message.IdAt(i).CopyTo(ids[(i * MemberId.LengthInBytes)..]);
        }

        Span<byte> data = stackalloc byte[MessageScope.MaxWrapDataInBytes];
        data = MessageScope.WrapData(keys.Address, message.From, ids, hash, data);
        MessageScope.SetReader(data, reader);
        if (!session.TryOpen(wrap, data, now, out SecretBytes? wrapped, out OpenFailure failure))
        {
            return new OpenedMessage { Failure = failure };
        }

        using (wrapped)
        {
            return OpenText(keys, message, ids, wrapped, hash, text);
        }
    }

    private static OpenedMessage OpenText(
        RoomKeys keys,
        scoped in MessageBody message,
        scoped ReadOnlySpan<byte> ids,
        SecretBytes wrapped,
        scoped ReadOnlySpan<byte> hash,
        Span<byte> text)
    {
        OpenedMessage bad = new() { IsBad = true };
        int keyInBytes = ChunkKeys.KeyInBytes(keys.Suite);
        ReadOnlySpan<byte> rest = wrapped.Span[keyInBytes..];
        if (!rest[..MessageHash.LengthInBytes].SequenceEqual(hash))
        {
            return bad;
        }

        ulong number = BinaryPrimitives.ReadUInt64BigEndian(rest[MessageHash.LengthInBytes..]);
        Span<byte> buffer = stackalloc byte[MessageScope.MaxContextInBytes];
        ReadOnlySpan<byte> context = MessageScope.Context(keys.Address, message.From, number, ids, buffer);
        ReadOnlySpan<byte> salt = message.Sealed[..ChunkLayout.SaltInBytes];
        using ChunkKeys chunkKeys = ChunkKeys.Derive(keys.Suite, wrapped.Span[..keyInBytes], salt, context);
        if (!chunkKeys.VerifyCommitment(message.Sealed[ChunkLayout.SaltInBytes..ChunkLayout.PrefixInBytes]))
        {
            return bad;
        }

        using ChunkCipher cipher = chunkKeys.CreateCipher();
        int opened = ChunkRun.Open(cipher, firstChunk: 0, message.Sealed[ChunkLayout.PrefixInBytes..], text, out long badChunk);
        return badChunk < 0 && opened == text.Length && PaddedText.TryRead(text, out MessageHead head, out ReadOnlySpan<byte> part)
            ? new OpenedMessage { Number = number, Head = head, Part = part }
            : bad;
    }
}
