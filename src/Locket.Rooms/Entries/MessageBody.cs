using Locket.Payload;
using Locket.Rooms.Fields;
using Locket.Rooms.Ratchet;

namespace Locket.Rooms.Entries;

/// <summary>A message of the conversation: its key, wrapped for each member, and what is sealed under it.</summary>
/// <remarks>
/// <code>
///  count (1) | count x wrap, by rising id: to (16) | ratchet message (209, suite 2: 193) | C, to the end
/// </code>
/// </remarks>
internal readonly ref struct MessageBody
{
    public const int MinWraps = 1;

    /// <summary>The most wraps: for all of 32 members but the sender.</summary>
    public const int MaxWraps = 31;

    /// <summary>What a wrap holds beside the content key in bytes: H(C) and the message's number.</summary>
    private const int WrappedBesideKeyInBytes = 32 + sizeof(ulong);

    private readonly ReadOnlySpan<byte> _wraps;
    private readonly int _wrapInBytes;

    private MessageBody(MemberId from, ReadOnlySpan<byte> wraps, int wrapInBytes, ReadOnlySpan<byte> @sealed)
    {
        From = from;
        _wraps = wraps;
        _wrapInBytes = wrapInBytes;
        Sealed = @sealed;
    }

    public MemberId From { get; }

    /// <summary>Gets C.</summary>
    public ReadOnlySpan<byte> Sealed { get; }

    public int Count => _wraps.Length / _wrapInBytes;

    /// <summary>Returns the length of one wrap in bytes, its id with it.</summary>
    public static int WrapInBytes(CipherSuite suite)
        => MemberId.LengthInBytes + RatchetMessage.OverheadInBytes + ChunkKeys.KeyInBytes(suite) + WrappedBesideKeyInBytes;

    /// <summary>Gets the lengths that a padded text may have, in bytes.</summary>
    public static ReadOnlySpan<int> Buckets => [256, 1024, 4096, 16384, 65536, 245760];

    /// <summary>
    /// Returns the length of C for a padded text: its last chunk is never full, so full ones are followed by an empty one.
    /// </summary>
    public static int SealedInBytes(int paddedInBytes)
        => ChunkLayout.PrefixInBytes + (int)ChunkLayout.SealedLength(paddedInBytes);

    /// <summary>
    /// False for another type, one that is not to everyone, a wrong count, ids that do not rise or name the sender, and a length that no
    /// padded text gives.
    /// </summary>
    public static bool TryRead(in EntryBody entry, CipherSuite suite, out MessageBody message)
    {
        message = default;
        if (entry.Type != EntryType.Message || entry.To != MemberId.Everyone || entry.Content is not [var count, .. var rest])
        {
            return false;
        }

        int wrapInBytes = WrapInBytes(suite);
        int wrapsInBytes = count * wrapInBytes;
        if (count is < MinWraps or > MaxWraps || !IsSealedLength(rest.Length - wrapsInBytes))
        {
            return false;
        }

        MessageBody read = new(entry.From, rest[..wrapsInBytes], wrapInBytes, rest[wrapsInBytes..]);
        for (int i = 0; i < count; i++)
        {
            // No id is Everyone's, the lowest, so the first rises too.
            if (read.IdAt(i) <= (i == 0 ? MemberId.Everyone : read.IdAt(i - 1)) || read.IdAt(i) == read.From)
            {
                return false;
            }
        }

        message = read;
        return true;
    }

    /// <summary>Puts a body together.</summary>
    /// <param name="suite">The room's suite.</param>
    /// <param name="from">The sender.</param>
    /// <param name="wraps">For each member, by rising id, its ratchet message.</param>
    /// <param name="sealed">C.</param>
    /// <exception cref="ArgumentException">They are not what a reader takes: a caller's mistake.</exception>
    public static byte[] Write(
        CipherSuite suite, MemberId from, IReadOnlyCollection<KeyValuePair<MemberId, byte[]>> wraps, ReadOnlySpan<byte> @sealed)
    {
        int contentInBytes = checked(1 + (wraps.Count * WrapInBytes(suite)) + @sealed.Length);
        byte[] body = EntryBody.Create(EntryType.Message, from, MemberId.Everyone, contentInBytes, out FieldWriter content);
        content.Write(checked((byte)wraps.Count));
        Span<byte> id = stackalloc byte[MemberId.LengthInBytes];
        foreach ((MemberId to, byte[] wrap) in wraps)
        {
            to.CopyTo(id);
            content.Write(id);
            content.Write(wrap);
        }

        content.Write(@sealed);
        return EntryBody.TryRead(body, out EntryBody entry) && TryRead(entry, suite, out _) && content.RestInBytes == 0
            ? body
            : throw new ArgumentException("these wraps and text make no message", nameof(wraps));
    }

    /// <summary>Gets whom a wrap is for.</summary>
    public MemberId IdAt(int index) => MemberId.FromBytes(_wraps.Slice(index * _wrapInBytes, MemberId.LengthInBytes));

    /// <summary>Gets a wrap's ratchet message.</summary>
    public ReadOnlySpan<byte> WrapAt(int index)
        => _wraps.Slice((index * _wrapInBytes) + MemberId.LengthInBytes, _wrapInBytes - MemberId.LengthInBytes);

    /// <summary>Finds the wrap for a member; false where there is none.</summary>
    public bool TryFind(MemberId to, out ReadOnlySpan<byte> wrap)
    {
        for (int i = 0; i < Count; i++)
        {
            if (IdAt(i) == to)
            {
                wrap = WrapAt(i);
                return true;
            }
        }

        wrap = [];
        return false;
    }

    private static bool IsSealedLength(int lengthInBytes)
    {
        foreach (int bucket in Buckets)
        {
            if (lengthInBytes == SealedInBytes(bucket))
            {
                return true;
            }
        }

        return false;
    }
}
