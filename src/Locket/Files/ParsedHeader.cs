using Locket.Header;
using Locket.Metadata;
using Locket.Slots;

namespace Locket.Files;

/// <summary>A header whose stanzas were all checked as far as that goes without a key.</summary>
internal sealed class ParsedHeader
{
    private ParsedHeader(FileHeader header, IReadOnlyList<Slot> slots, Stanza? metadata, Stanza? thumbnail, Stanza? spare)
    {
        Header = header;
        Slots = slots;
        MetadataStanza = metadata;
        ThumbnailStanza = thumbnail;
        SpareStanza = spare;
    }

    public FileHeader Header { get; }

    public IReadOnlyList<Slot> Slots { get; }

    public Stanza? MetadataStanza { get; }

    public Stanza? ThumbnailStanza { get; }

    public Stanza? SpareStanza { get; }

    public static ParsedHeader Parse(FileHeader header)
    {
        Stanza? metadata = TakeOne(header, MetadataSeal.MetadataType);
        Stanza? thumbnail = TakeOne(header, MetadataSeal.ThumbnailType);
        Stanza? spare = TakeOne(header, SpareRoom.Type);
        RequireSealed(metadata, MetadataJson.PaddingInBytes, MetadataJson.MaxLengthInBytes);
        RequireSealed(thumbnail, ThumbnailImage.PaddingInBytes, ThumbnailImage.MaxPaddedInBytes);
        if (spare is not null)
        {
            SpareRoom.Validate(spare);
        }

        Slot[] slots = [.. header.Stanzas.Where(s => s != metadata && s != thumbnail && s != spare).Select(Slot.Parse)];
        if (slots.Length == 0)
        {
            throw new LocketException(LocketFailure.DamagedHeader, "the header has no slot");
        }

        // Last, so that a header which is damaged as well is called damaged.
        if (Array.Exists(slots, slot => slot is UnknownSlot && slot.Stanza.Type.StartsWith('!')))
        {
            throw new LocketException(LocketFailure.UnsupportedVersion, "the file needs a feature that this version of Locket lacks");
        }

        return new ParsedHeader(header, slots, metadata, thumbnail, spare);
    }

    private static Stanza? TakeOne(FileHeader header, string type)
    {
        Stanza[] found = [.. header.Stanzas.Where(stanza => string.Equals(stanza.Type, type, StringComparison.Ordinal))];
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new LocketException(LocketFailure.DamagedHeader, $"the header has {found.Length} stanzas of type {type}");
    }

    private static void RequireSealed(Stanza? stanza, int stepInBytes, int maxInBytes)
    {
        if (stanza is null)
        {
            return;
        }

        int length = stanza.Body.Length - MetadataSeal.OverheadInBytes;
        if (stanza.Arguments.Count > 0 || length < stepInBytes || length > maxInBytes || length % stepInBytes != 0)
        {
            throw new LocketException(LocketFailure.DamagedHeader, $"the stanza of type {stanza.Type} is malformed");
        }
    }
}
