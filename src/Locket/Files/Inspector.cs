using Locket.Payload;
using Locket.Slots;

namespace Locket.Files;

/// <summary>Header and length to what is told of a file that is not open.</summary>
internal static class Inspector
{
    public static FileInspection Inspect(LocketSource source)
    {
        ParsedHeader parsed = ParsedHeader.Parse(source.ReadHeader(out _));
        return Inspect(parsed, source);
    }

    public static FileInspection Inspect(ParsedHeader parsed, LocketSource source)
    {
        long? fileLength = source.LengthInBytes;
        int headerLength = parsed.Header.Encoded.Length;
        bool isPossible = false;
        long contentLength = 0;
        if (fileLength is long known)
        {
            isPossible = ChunkLayout.TryContentLength(known - headerLength - ChunkLayout.PrefixInBytes, out contentLength);
        }

        return new FileInspection
        {
            Version = 1,
            Suite = parsed.Header.Intro.Suite,
            IsPadded = parsed.Header.Intro.IsPadded,
            IsArmored = source.IsArmored,
            HeaderLengthInBytes = headerLength,
            Slots = [.. parsed.Slots.Select(Inspect)],
            HasMetadata = parsed.MetadataStanza is not null,
            HasThumbnail = parsed.ThumbnailStanza is not null,
            SpareRoomInBytes = parsed.SpareStanza?.Body.Length,
            FileLengthInBytes = fileLength,
            ChunkCount = isPossible ? ChunkLayout.ChunkCount(contentLength) : null,
            ContentLengthInBytes = isPossible ? contentLength : null,
            IsTruncated = fileLength is not null && !isPossible,
        };
    }

    private static SlotInspection Inspect(Slot slot) => new()
    {
        Type = slot.Stanza.Type,
        IsSupported = slot is not UnknownSlot,
        Arguments = slot.Stanza.Arguments,
        Kdf = (slot as PasswordSlot)?.Kdf,
        KdfSalt = slot is PasswordSlot password ? Convert.ToHexStringLower(password.KdfSalt.Span) : null,
        KeyHint = slot is KeySlot key ? Convert.ToHexStringLower(key.Hint.Span) : null,
    };
}
