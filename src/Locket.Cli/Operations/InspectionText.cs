using System.Globalization;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>Explains a file in plain words.</summary>
internal static class InspectionText
{
    private const int Width = 80;
    private const int LabelWidth = 12;

    public static void Write(TextWriter output, InspectionJson file)
    {
        output.WriteLine(Shown.Text(file.File));
        Row(output, "format", string.Create(
            CultureInfo.InvariantCulture, $"Locket, version {file.FormatVersion}{(file.Armored ? ", armored (text)" : string.Empty)}"));
        Row(output, "cipher", string.Equals(file.Cipher, "aes-256-gcm", StringComparison.Ordinal)
            ? "AES-256-GCM in chunks of 16 KiB, each authenticated"
            : "AES-128-GCM in chunks of 16 KiB, each authenticated");
        Row(output, "header", Shown.ExactSize(file.HeaderLengthInBytes));
        Row(output, "length", LengthOf(file));
        WriteSlots(output, file.Slots);
        Row(output, "metadata", file.HasMetadata ? "name, time or kind are sealed inside; only who opens the file can read them" : "none");
        if (file.HasThumbnail)
        {
            Row(output, "thumbnail", "a small picture is sealed inside");
        }

        Row(output, "spare room", file.SpareRoomInBytes is { } spare
            ? $"{Shown.Size(spare)}, so that passwords can change without rewriting the file"
            : "none");
        if (file.Opened is null)
        {
            Row(output, "not proved", "nothing above is authenticated until the file is opened (give --password, --key-file, ...)");
        }
        else
        {
            WriteOpened(output, file, file.Opened);
        }

        Row(output, "remember", "a slot proves who may read, not who wrote: anyone who can open this file can make another "
            + "that the same people can open");
    }

    private static string LengthOf(InspectionJson file)
    {
        if (file.Truncated)
        {
            string shown = file.FileLengthInBytes is { } length ? Shown.ExactSize(length) : "unknown";
            return $"{shown}; TRUNCATED: no whole file has this length, the end is missing";
        }

        if (file.ContentLengthInBytes is not { } content)
        {
            return "unknown, since the standard input is not read to its end";
        }

        string chunks = file.ChunkCount is { } count
            ? string.Create(CultureInfo.InvariantCulture, $" in {count} chunk{(count == 1 ? string.Empty : "s")}")
            : string.Empty;
        return Shown.ExactSize(content) + (file.Padded ? " with padding that hides the true length" : " of content") + chunks;
    }

    private static void WriteSlots(TextWriter output, IReadOnlyList<SlotJson> slots)
    {
        Row(output, "slots", string.Create(CultureInfo.InvariantCulture, $"{slots.Count}; any one of them opens the file"));
        for (int i = 0; i < slots.Count; i++)
        {
            Row(output, string.Create(CultureInfo.InvariantCulture, $"  slot {i + 1}"), DescriptionOf(slots[i]));
            if (slots[i].KdfSalt is { } salt)
            {
                Row(output, string.Empty, $"salt {salt}");
            }
        }

        if (slots.Any(slot => slot.KdfSalt is not null))
        {
            Row(output, string.Empty, "files whose salts are equal were made together");
        }
    }

    private static string DescriptionOf(SlotJson slot)
    {
        if (!slot.Supported)
        {
            return $"{Shown.Text(slot.Type)}: a kind that this version does not know; it is skipped";
        }

        if (slot.MemoryInKiB is { } memory)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"password, Argon2id: each guess costs {Shown.Size(memory * 1024L)} of memory, "
                    + $"passed over {slot.Passes} time{(slot.Passes == 1 ? "" : "s")} "
                    + $"in {slot.Lanes} lane{(slot.Lanes == 1 ? "" : "s")}");
        }

        if (slot.Iterations is { } iterations)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"password, PBKDF2-SHA-256: each guess costs {iterations} iterations but no memory, so it is cheaper to "
                    + $"attack than Argon2id");
        }

        return $"key file (hint {slot.KeyHint}, which differs from file to file)";
    }

    private static void WriteOpened(TextWriter output, InspectionJson file, OpenedJson opened)
    {
        Row(output, "opened by", string.Create(
            CultureInfo.InvariantCulture, $"slot {opened.Slot + 1} ({Shown.Text(file.Slots[opened.Slot].Type)}); the header is authentic"));
        if (opened.ContentLengthInBytes is { } length)
        {
            Row(output, "content", Shown.ExactSize(length) + " (true length; the last chunk is authentic)");
        }

        Row(output, "kind", string.Equals(opened.Kind, "tar", StringComparison.Ordinal) ? "a folder (tar)" : "a file");
        if (opened.Name is not null)
        {
            string restored = string.Equals(opened.Name, opened.SafeName, StringComparison.Ordinal) ? string.Empty
                : $" (restored as {Shown.Text(opened.SafeName ?? string.Empty)})";
            // A name is shown as it is: wrapping would hide its spaces.
            Line(output, "name", Shown.Text(opened.Name) + restored);
        }

        if (opened.ModificationTime is { } time)
        {
            Row(output, "modified", time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        }

        if (opened.MediaType is not null)
        {
            Row(output, "type", Shown.Text(opened.MediaType));
        }

        if (opened is { Width: { } width, Height: { } height })
        {
            Row(output, "picture", string.Create(CultureInfo.InvariantCulture, $"{width} x {height} pixels"));
        }

        if (opened.TakenAt is { } taken)
        {
            Row(
                output,
                "taken",
                taken.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + TakenOffsetText.Clock(opened.TakenOffset));
        }

        if (opened.HasPlace is true)
        {
            Row(output, "place", "the content says where it was taken");
        }

        if (opened.Sha256 is { } digest)
        {
            Row(output, "SHA-256", digest);
        }
    }

    private static void Row(TextWriter output, string label, string text)
    {
        foreach (string line in WrappedText.Lines(text, Width - LabelWidth - 3))
        {
            Line(output, label, line);
            label = string.Empty;
        }
    }

    private static void Line(TextWriter output, string label, string text) => output.WriteLine($"  {label.PadRight(LabelWidth)} {text}");
}
