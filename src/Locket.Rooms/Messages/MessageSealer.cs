using System.Security.Cryptography;
using Locket.Payload;
using Locket.Rooms.Entries;
using Locket.Rooms.Fields;
using Locket.Rooms.Randomness;

namespace Locket.Rooms.Messages;

/// <summary>Seals a padded text once and its key for each reader, straight into the body of an entry.</summary>
/// <remarks>
/// Random bytes are drawn in this order: content key, salt of C, then by rising id what each session draws. The sessions go on to their
/// next keys: the state is saved before the body leaves.
/// </remarks>
internal static class MessageSealer
{
    /// <summary>Returns the body.</summary>
    /// <param name="keys">The room's address and suite.</param>
    /// <param name="from">The sender.</param>
    /// <param name="number">The message's number among all of the sender's.</param>
    /// <param name="readers">1 to 31, by rising id, all able to seal, none the sender.</param>
    /// <param name="text">A padded text.</param>
    /// <param name="random">Where keys and salts come from.</param>
    /// <exception cref="ArgumentException">They are not so; nothing changed.</exception>
    public static byte[] Seal(
        RoomKeys keys, MemberId from, ulong number, ReadOnlySpan<Reader> readers, ReadOnlySpan<byte> text, IRandomSource random)
    {
        ThrowIfUnusable(from, readers, text);
        int wrapInBytes = MessageBody.WrapInBytes(keys.Suite);
        int contentInBytes = 1 + (readers.Length * wrapInBytes) + MessageScope.SealedInBytes(text.Length);
        byte[] body = EntryBody.Create(EntryType.Message, from, MemberId.Everyone, contentInBytes, out FieldWriter content);
        content.Write((byte)readers.Length);
        Span<byte> wraps = body.AsSpan(EntryBody.HeadInBytes + 1, readers.Length * wrapInBytes);
        Span<byte> sealedText = body.AsSpan(EntryBody.HeadInBytes + 1 + wraps.Length);

        Span<byte> ids = stackalloc byte[readers.Length * MemberId.LengthInBytes];
        for (int i = 0; i < readers.Length; i++)
        {
            readers[i].Id.CopyTo(ids[(i * MemberId.LengthInBytes)..]);
        }

        int keyInBytes = ChunkKeys.KeyInBytes(keys.Suite);
        Span<byte> wrapped = stackalloc byte[MessageScope.WrappedInBytes(keys.Suite)];
        try
        {
            random.Fill(wrapped[..keyInBytes]);
            SealText(keys, from, number, ids, text, wrapped[..keyInBytes], random, sealedText);
            Span<byte> hash = wrapped.Slice(keyInBytes, MessageHash.LengthInBytes);
            SHA256.HashData(sealedText, hash);
            System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(wrapped[(keyInBytes + hash.Length)..], number);

            Span<byte> data = stackalloc byte[MessageScope.MaxWrapDataInBytes];
            data = MessageScope.WrapData(keys.Address, from, ids, hash, data);
            foreach (Reader reader in readers)
            {
                MessageScope.SetReader(data, reader.Id);
                reader.Id.CopyTo(wraps);
                reader.Session.Seal(wrapped, data, wraps[MemberId.LengthInBytes..wrapInBytes]);
                wraps = wraps[wrapInBytes..];
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapped);
        }

        return body;
    }

    private static void SealText(
        RoomKeys keys,
        MemberId from,
        ulong number,
        ReadOnlySpan<byte> ids,
        ReadOnlySpan<byte> text,
        ReadOnlySpan<byte> contentKey,
        IRandomSource random,
        Span<byte> destination)
    {
        Span<byte> buffer = stackalloc byte[MessageScope.MaxContextInBytes];
        ReadOnlySpan<byte> context = MessageScope.Context(keys.Address, from, number, ids, buffer);
        Span<byte> salt = destination[..ChunkLayout.SaltInBytes];
        random.Fill(salt);
        using ChunkKeys chunkKeys = ChunkKeys.Derive(keys.Suite, contentKey, salt, context);
        chunkKeys.Commitment.CopyTo(destination[ChunkLayout.SaltInBytes..]);
        using ChunkCipher cipher = chunkKeys.CreateCipher();
        ChunkRun.Seal(cipher, firstChunk: 0, text, isEnd: true, destination[ChunkLayout.PrefixInBytes..]);
    }

    private static void ThrowIfUnusable(MemberId from, ReadOnlySpan<Reader> readers, ReadOnlySpan<byte> text)
    {
        if (readers.Length is < MessageBody.MinWraps or > MessageBody.MaxWraps || !PaddedText.IsLength(text.Length))
        {
            throw new ArgumentException("a message has 1 to 31 wraps and a padded text", nameof(readers));
        }

        for (int i = 0; i < readers.Length; i++)
        {
            if (readers[i].Id == from || !readers[i].Session.CanSeal || (i > 0 && readers[i].Id <= readers[i - 1].Id))
            {
                throw new ArgumentException("the ids of the readers rise, and each has a session that can seal", nameof(readers));
            }
        }
    }
}
