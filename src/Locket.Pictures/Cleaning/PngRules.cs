using System.Buffers.Binary;
using Locket.Pictures.Containers;
using Locket.Pictures.Pixels;

namespace Locket.Pictures.Cleaning;

/// <summary>
/// Which chunks of a PNG file make its pixels and how they look (ISO/IEC 15948, section 11): each once, as long as this picture's kind
/// needs it to be, at a place where a decoder reads it.
/// </summary>
internal sealed class PngRules
{
    private const int ColorInBytes = 3;
    private const int FrameInBytes = 26;
    private const int SequenceInBytes = 4;

    /// <summary>Chunks of one length.</summary>
    private static readonly Dictionary<uint, int> Fixed = new()
    {
        [PngChunk.Number("gAMA"u8)] = 4,
        [PngChunk.Number("cHRM"u8)] = 32,
        [PngChunk.Number("sRGB"u8)] = 1,
        [PngChunk.Number("cICP"u8)] = 4,
        [PngChunk.Number("mDCV"u8)] = 24,
        [PngChunk.Number("cLLI"u8)] = 8,
        [PngChunk.Number("pHYs"u8)] = 9,
        [PngChunk.Number("acTL"u8)] = 8,
    };

    private readonly PngHeader _header;
    private readonly HashSet<uint> _once = [];
    private int _colors;
    private bool _hasData;
    private bool _isBehindData;
    private bool _isAnimated;
    private long _framesToCome;
    private bool _isInFrame;

    public PngRules(PngHeader header)
    {
        _header = header;
    }

    /// <summary>Whether it is a critical chunk that the format knows.</summary>
    public static bool Knows(PngChunk chunk) => chunk.Is("IDAT"u8) || chunk.Is("PLTE"u8) || chunk.Is("IEND"u8) || chunk.Is("IHDR"u8);

    /// <summary>Whether it only proposes colors, to screens that have few.</summary>
    public bool IsProposal(PngChunk chunk) => chunk.Is("PLTE"u8) && _header.Color != PngColor.Palette;

    /// <summary>Says of each chunk, in the order of the file, whether it stays.</summary>
    public bool Keeps(PngChunk chunk)
    {
        if (chunk.Is("IDAT"u8))
        {
            _hasData = true;
            return !_isBehindData;
        }

        _isBehindData = _hasData;
        return chunk.Name switch
        {
            "IEND" => chunk.LengthInBytes == 0,
            "PLTE" => IsPalette(chunk),
            "tRNS" => !_hasData && chunk.LengthInBytes > 0 && _once.Add(chunk.Type) && IsTransparency(chunk.LengthInBytes),
            "sBIT" => chunk.LengthInBytes == (_header.Color == PngColor.Palette ? ColorInBytes : _header.Channels) && _once.Add(chunk.Type),
            "bKGD" => chunk.LengthInBytes == GroundInBytes && _once.Add(chunk.Type),
            "fcTL" => IsFrame(chunk.LengthInBytes),
            "fdAT" => _isInFrame && _hasData && chunk.LengthInBytes >= SequenceInBytes,
            _ => Fixed.TryGetValue(chunk.Type, out int length) && chunk.LengthInBytes == length && (!chunk.Is("acTL"u8) || !_hasData)
                && _once.Add(chunk.Type),
        };
    }

    /// <summary>Takes the content of acTL: further frames than it names are shown by nobody.</summary>
    public void TakeAnimation(ReadOnlySpan<byte> content)
    {
        _isAnimated = true;
        _framesToCome = BinaryPrimitives.ReadUInt32BigEndian(content);
    }

    private int GroundInBytes => _header.Color switch
    {
        PngColor.Palette => 1,
        PngColor.Gray or PngColor.GrayAlpha => 2,
        _ => 6,
    };

    private bool IsPalette(PngChunk chunk)
    {
        _colors = chunk.LengthInBytes / ColorInBytes;
        return _header.Color == PngColor.Palette && !_hasData && chunk.LengthInBytes % ColorInBytes == 0
            && _colors >= 1 && _colors <= 1 << _header.BitDepth && _once.Add(chunk.Type);
    }

    private bool IsTransparency(int length) => _header.Color switch
    {
        PngColor.Palette => length <= _colors,
        PngColor.Gray => length == 2,
        PngColor.Rgb => length == 6,
        _ => false,
    };

    private bool IsFrame(int length)
    {
        _isInFrame = _isAnimated && length == FrameInBytes && _framesToCome > 0;
        _framesToCome--;
        return _isInFrame;
    }
}
