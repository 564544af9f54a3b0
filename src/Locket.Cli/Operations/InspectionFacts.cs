using Locket.Cli.Json;

namespace Locket.Cli.Operations;

/// <summary>An inspection, and what the opened file adds, as programs read it.</summary>
internal static class InspectionFacts
{
    public static string CipherOf(FileInspection inspection) => inspection.Suite == CipherSuite.Aes256 ? "aes-256-gcm" : "aes-128-gcm";

    public static InspectionJson From(string name, FileInspection inspection, OpenedJson? opened) => new()
    {
        File = name,
        FormatVersion = inspection.Version,
        Cipher = CipherOf(inspection),
        Padded = inspection.IsPadded,
        Armored = inspection.IsArmored,
        HeaderLengthInBytes = inspection.HeaderLengthInBytes,
        Slots = [.. inspection.Slots.Select(From)],
        HasMetadata = inspection.HasMetadata,
        HasThumbnail = inspection.HasThumbnail,
        SpareRoomInBytes = inspection.SpareRoomInBytes,
        FileLengthInBytes = inspection.FileLengthInBytes,
        ChunkCount = inspection.ChunkCount,
        ContentLengthInBytes = inspection.ContentLengthInBytes,
        Truncated = inspection.IsTruncated,
        Opened = opened,
    };

    public static OpenedJson From(LocketReader reader, long? contentLengthInBytes)
    {
        FileMetadata? metadata = reader.Metadata;
        return new OpenedJson
        {
            Slot = reader.SlotIndex,
            ContentLengthInBytes = contentLengthInBytes,
            Kind = KindOf(metadata?.Kind),
            Name = metadata?.Name,
            SafeName = metadata?.SafeName,
            ModificationTime = metadata?.ModificationTime,
            MediaType = metadata?.MediaType,
            Width = metadata?.Width,
            Height = metadata?.Height,
            Orientation = metadata?.Orientation,
            Animated = metadata?.IsAnimated,
            TakenAt = metadata?.TakenAt,
            TakenOffset = TakenOffsetText.Of(metadata?.TakenOffset),
            HasPlace = metadata?.HasPlace,
            Sha256 = metadata?.Sha256,
        };
    }

    private static string? KindOf(ContentKind? kind) => kind switch
    {
        null => null,
        ContentKind.Tar => "tar",
        _ => "file",
    };

    private static SlotJson From(SlotInspection slot)
    {
        Argon2idParameters? argon2id = slot.Kdf as Argon2idParameters;
        return new SlotJson
        {
            Type = slot.Type,
            Supported = slot.IsSupported,
            MemoryInKiB = argon2id?.MemoryInKiB,
            Passes = argon2id?.Passes,
            Lanes = argon2id?.Lanes,
            Iterations = (slot.Kdf as Pbkdf2Parameters)?.Iterations,
            KdfSalt = slot.KdfSalt,
            KeyHint = slot.KeyHint,
        };
    }
}
