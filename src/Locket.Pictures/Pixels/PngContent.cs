using System.Buffers.Binary;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Pixels;

/// <summary>The chunks of a PNG that its pixels depend on; where the compressed pixels lie, not yet what they are.</summary>
internal sealed class PngContent
{
    private const int PaletteEntryInBytes = 3;
    private const int MaxPaletteEntries = 256;
    private const int ChunkOverheadInBytes = 12;

    private readonly List<ReadOnlyMemory<byte>> _data = [];

    private PngContent(PngHeader header)
    {
        Header = header;
    }

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public PngHeader Header { get; }

    /// <summary>Three bytes for each entry; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Palette { get; private set; }

    /// <summary>The content of tRNS; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Transparency { get; private set; }

    /// <summary>The zlib stream, in pieces.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Data => _data;

    public static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Reads the chunks; <see langword="null"/> where they are damaged. Nothing is copied.</summary>
    public static PngContent? Parse(ReadOnlyMemory<byte> file)
    {
        PngContent? content = null;
        int at = Signature.Length;
        while (file.Length - at >= ChunkOverheadInBytes)
        {
            ReadOnlySpan<byte> rest = file.Span[at..];
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - ChunkOverheadInBytes)
            {
                return null;
            }

            ReadOnlySpan<byte> type = rest.Slice(4, 4);
            ReadOnlyMemory<byte> body = file.Slice(at + 8, (int)length);
            at += (int)length + ChunkOverheadInBytes;
            bool isNeeded = (type[0] & 0x20) == 0 || type.SequenceEqual("tRNS"u8);
            if (!isNeeded)
            {
                // The checksum of what nobody reads does not matter.
                continue;
            }

            if (Crc32.Of(rest.Slice(4, 4 + (int)length)) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]))
            {
                return null;
            }

            if (type.SequenceEqual("IHDR"u8))
            {
                if (content is not null || PngHeader.Parse(body.Span) is not PngHeader header)
                {
                    return null;
                }

                content = new PngContent(header);
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                break;
            }
            else if (content is null || !content.Take(type, body))
            {
                return null;
            }
        }

        return content is not null && content._data.Count > 0 && (content.Header.Color != PngColor.Palette || !content.Palette.IsEmpty)
            ? content
            : null;
    }

    private bool Take(ReadOnlySpan<byte> type, ReadOnlyMemory<byte> body)
    {
        if (type.SequenceEqual("IDAT"u8))
        {
            _data.Add(body);
            return true;
        }

        if (type.SequenceEqual("PLTE"u8))
        {
            bool isRight = Palette.IsEmpty
                && body.Length is > 0 and <= MaxPaletteEntries * PaletteEntryInBytes
                && body.Length % PaletteEntryInBytes == 0;
            Palette = body;
            return isRight;
        }

        if (type.SequenceEqual("tRNS"u8))
        {
            // One of a wrong length says nothing, as other readers have it.
            bool isRight = Header.Color switch
            {
                PngColor.Gray => body.Length == 2,
                PngColor.Rgb => body.Length == 6,
                PngColor.Palette => body.Length <= MaxPaletteEntries,
                _ => false,
            };
            Transparency = isRight ? body : default;
            return true;
        }

        // A critical chunk that nobody knows: the pixels cannot be told without it.
        return false;
    }
}
