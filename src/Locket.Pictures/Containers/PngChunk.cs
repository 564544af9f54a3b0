using System.Buffers.Binary;

namespace Locket.Pictures.Containers;

/// <summary>A chunk of PNG: its length and name; content and checksum follow (ISO/IEC 15948, section 5.3).</summary>
/// <param name="Type">Four letters as a number.</param>
/// <param name="LengthInBytes">The length of its content.</param>
internal readonly record struct PngChunk(uint Type, int LengthInBytes)
{
    public const int HeadInBytes = 8;

    /// <summary>Length, name and checksum.</summary>
    public const int OverheadInBytes = 12;

    /// <summary>A lower-case first letter: pictures can be shown without it.</summary>
    public bool IsAncillary => (Type & 0x20000000) != 0;

    public string Name => string.Create(4, Type, static (text, type) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)(byte)(type >> (24 - (i * 8)));
        }
    });

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static uint Number(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32BigEndian(name);

    public bool Is(ReadOnlySpan<byte> name) => Type == Number(name);

    public static void ReadSignature(PictureSource source)
    {
        Span<byte> start = stackalloc byte[8];
        source.Read(start);
        if (!start.SequenceEqual(Signature))
        {
            throw new PictureException(PictureFailure.Damaged, "the picture does not begin as a PNG file does", 0);
        }
    }

    public static PngChunk ReadHead(PictureSource source)
    {
        Span<byte> head = stackalloc byte[HeadInBytes];
        source.Read(head);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
        foreach (byte letter in head[4..])
        {
            if (!char.IsAsciiLetter((char)letter))
            {
                throw new PictureException(PictureFailure.Damaged, "the PNG file has a chunk without a name", source.Position);
            }
        }

        return length <= int.MaxValue
            ? new(Number(head[4..]), (int)length)
            : throw new PictureException(PictureFailure.Damaged, "the PNG file has a chunk that is too long", source.Position);
    }

    /// <summary>Copies the chunk, whose head was just read, and proves its checksum.</summary>
    public void Copy(PictureSource source, Stream output)
    {
        Span<byte> head = stackalloc byte[HeadInBytes];
        BinaryPrimitives.WriteInt32BigEndian(head, LengthInBytes);
        BinaryPrimitives.WriteUInt32BigEndian(head[4..], Type);
        output.Write(head);
        uint crc = Crc32.Append(Crc32.Start, head[4..]);
        long rest = LengthInBytes;
        while (rest > 0)
        {
            ReadOnlySpan<byte> found = source.Peek();
            if (found.IsEmpty)
            {
                throw new PictureException(PictureFailure.Damaged, "the PNG file ends within a chunk", source.Position);
            }

            found = found[..(int)Math.Min(found.Length, rest)];
            crc = Crc32.Append(crc, found);
            output.Write(found);
            rest -= found.Length;
            source.Take(found.Length);
        }

        Span<byte> check = stackalloc byte[sizeof(uint)];
        source.Read(check);
        if (BinaryPrimitives.ReadUInt32BigEndian(check) != Crc32.Finish(crc))
        {
            throw new PictureException(PictureFailure.Damaged, $"the PNG file's {Name} chunk does not match its checksum", source.Position);
        }

        output.Write(check);
    }

    public static void Write(Stream output, ReadOnlySpan<byte> name, params ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        output.Write(number);
        output.Write(name);
        output.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Finish(Crc32.Append(Crc32.Append(Crc32.Start, name), content)));
        output.Write(number);
    }
}
