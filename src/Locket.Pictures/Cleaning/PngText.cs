using System.IO.Compression;
using System.Text;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>A chunk of text of a PNG file (ISO/IEC 15948, section 11.3.3): its keyword, and its text where that is asked for.</summary>
internal readonly ref struct PngText
{
    /// <summary>The longest text that is looked at: twice the largest EXIF block that JPEG has room for, and line breaks.</summary>
    private const int MaxLookedAtInBytes = 160 * 1024;

    /// <summary>The format's own limit is 79.</summary>
    private const int MaxKeywordInBytes = 79;

    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _isCompressed;

    public PngText(PngChunk chunk, ReadOnlySpan<byte> content)
    {
        int end = content[..Math.Min(content.Length, MaxKeywordInBytes + 1)].IndexOf((byte)0);
        Keyword = end < 0 ? string.Empty : Encoding.Latin1.GetString(content[..end]);
        ReadOnlySpan<byte> rest = content[(end + 1)..];
        if (chunk.Is("zTXt"u8))
        {
            // The method, which is always the same.
            _isCompressed = true;
            _text = rest[Math.Min(1, rest.Length)..];
        }
        else if (chunk.Is("iTXt"u8))
        {
            // Whether it is compressed, how, in which language, and the keyword in that.
            _isCompressed = !rest.IsEmpty && rest[0] != 0;
            rest = rest[Math.Min(2, rest.Length)..];
            rest = rest[(rest.IndexOf((byte)0) + 1)..];
            _text = rest[(rest.IndexOf((byte)0) + 1)..];
        }
        else
        {
            _text = rest;
        }
    }

    public string Keyword { get; }

    /// <summary>The text, or so much of it as is looked at.</summary>
    public byte[] Read()
    {
        if (!_isCompressed)
        {
            return _text[..Math.Min(_text.Length, MaxLookedAtInBytes)].ToArray();
        }

        using MemoryStream input = new(_text.ToArray(), writable: false);
        using ZLibStream zlib = new(input, CompressionMode.Decompress);
        byte[] text = new byte[MaxLookedAtInBytes];
        int length = 0;
        try
        {
            for (int read = zlib.Read(text); read > 0; read = zlib.Read(text.AsSpan(length)))
            {
                length += read;
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException)
        {
            // What came out before that is looked at all the same; of what wants a dictionary, nothing does.
        }

        return text[..length];
    }
}
