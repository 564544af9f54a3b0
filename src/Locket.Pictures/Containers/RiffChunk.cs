using System.Buffers.Binary;

namespace Locket.Pictures.Containers;

/// <summary>A chunk of WebP's RIFF container (RFC 9649, section 2.3).</summary>
/// <param name="Type">Four letters as a number.</param>
/// <param name="Offset">Where its head begins.</param>
/// <param name="LengthInBytes">The length of its content.</param>
internal readonly record struct RiffChunk(uint Type, long Offset, uint LengthInBytes)
{
    public const int HeadInBytes = 8;

    /// <summary>The file's own head: RIFF, its length, WEBP.</summary>
    public const int FileHeadInBytes = 12;

    public long Content => Offset + HeadInBytes;

    /// <summary>Where the next begins: at an even place.</summary>
    public long Next => Content + Padded(LengthInBytes);

    public long WholeInBytes => Next - Offset;

    public string Name => string.Create(4, Type, static (text, type) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            char letter = (char)(byte)(type >> (24 - (i * 8)));
            text[i] = char.IsAscii(letter) && !char.IsControl(letter) ? letter : '?';
        }
    });

    public static uint Number(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32BigEndian(name);

    public static long Padded(long length) => length + (length & 1);

    /// <summary>Reads the file's head and says where the picture ends.</summary>
    public static long ReadFileHead(PlacedSource source)
    {
        Span<byte> head = stackalloc byte[FileHeadInBytes];
        source.Read(0, head);
        long end = HeadInBytes + (long)BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        return head.StartsWith("RIFF"u8) && head[8..].SequenceEqual("WEBP"u8) && end <= source.Length
            ? end
            : throw new PictureException(PictureFailure.Damaged, "the WebP file is shorter than it says", 0);
    }

    public static RiffChunk Read(PlacedSource source, long offset, long end)
    {
        Span<byte> head = stackalloc byte[HeadInBytes];
        source.Read(offset, head);
        RiffChunk chunk = new(Number(head), offset, BinaryPrimitives.ReadUInt32LittleEndian(head[4..]));

        // Some writers leave out the last padding byte.
        return chunk.Content + chunk.LengthInBytes <= end
            ? chunk
            : throw new PictureException(PictureFailure.Damaged, "the WebP file has a chunk that is longer than the file", offset);
    }

    public bool Is(ReadOnlySpan<byte> name) => Type == Number(name);

    public void Copy(PlacedSource source, Stream output)
    {
        source.Copy(Offset, HeadInBytes + (long)LengthInBytes, output);
        Pad(output, LengthInBytes);
    }

    public static void WriteFileHead(Stream output, long bodyInBytes)
    {
        Span<byte> head = stackalloc byte[FileHeadInBytes];
        "RIFF"u8.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], CheckedLength(bodyInBytes + sizeof(uint)));
        "WEBP"u8.CopyTo(head[8..]);
        output.Write(head);
    }

    public static void WriteHead(Stream output, ReadOnlySpan<byte> name, long lengthInBytes)
    {
        Span<byte> head = stackalloc byte[HeadInBytes];
        name.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], CheckedLength(lengthInBytes));
        output.Write(head);
    }

    public static void Write(Stream output, ReadOnlySpan<byte> name, params ReadOnlySpan<byte> content)
    {
        WriteHead(output, name, content.Length);
        output.Write(content);
        Pad(output, content.Length);
    }

    public static void Pad(Stream output, long length)
    {
        if ((length & 1) != 0)
        {
            output.WriteByte(0);
        }
    }

    private static uint CheckedLength(long length) => length <= uint.MaxValue - 1
        ? (uint)length
        : throw new PictureException(PictureFailure.TooLarge, "a WebP file has room for 4 GiB");
}
