using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>PNG and APNG: the chunks that make the pixels and decide how they look stay; all others go, known or not.</summary>
internal sealed class PngCleaner
{
    /// <summary>How many texts are looked into, which may be compressed; the others go unread.</summary>
    private const int MaxProfilesRead = 16;

    /// <summary>What stays, with the longest content that the format allows: a longer one holds something else.</summary>
    private static readonly Dictionary<uint, int> Kept = new()
    {
        [PngChunk.Number("PLTE"u8)] = 768,
        [PngChunk.Number("IDAT"u8)] = int.MaxValue,
        [PngChunk.Number("IEND"u8)] = 0,
        [PngChunk.Number("tRNS"u8)] = 256,
        [PngChunk.Number("gAMA"u8)] = 4,
        [PngChunk.Number("cHRM"u8)] = 32,
        [PngChunk.Number("sRGB"u8)] = 1,
        [PngChunk.Number("cICP"u8)] = 4,
        [PngChunk.Number("mDCV"u8)] = 24,
        [PngChunk.Number("cLLI"u8)] = 8,
        [PngChunk.Number("sBIT"u8)] = 4,
        [PngChunk.Number("bKGD"u8)] = 6,
        [PngChunk.Number("hIST"u8)] = 512,
        [PngChunk.Number("pHYs"u8)] = 9,
        [PngChunk.Number("acTL"u8)] = 8,
        [PngChunk.Number("fcTL"u8)] = 26,
        [PngChunk.Number("fdAT"u8)] = int.MaxValue,
    };

    private readonly PictureSource _source;
    private readonly Stream _output;
    private readonly RemovalLog _log;
    private readonly CleaningOptions _options;
    private readonly HashSet<uint> _once = [];
    private bool _isAnimated;
    private int _profilesRead;

    private PngCleaner(PictureSource source, Stream output, RemovalLog log, CleaningOptions options)
    {
        _source = source;
        _output = output;
        _log = log;
        _options = options;
    }

    public static void Clean(PictureSource source, Stream output, RemovalLog log, CleaningOptions options)
        => new PngCleaner(source, output, log, options).Clean();

    private void Clean()
    {
        PngChunk.ReadSignature(_source);
        _output.Write(PngChunk.Signature);
        PngChunk chunk = PngChunk.ReadHead(_source);
        if (!chunk.Is("IHDR"u8) || chunk.LengthInBytes != 13)
        {
            throw new PictureException(PictureFailure.Damaged, "the PNG file does not begin with its header", _source.Position);
        }

        chunk.Copy(_source, _output);
        bool hasPixels = false;
        while (!chunk.Is("IEND"u8))
        {
            chunk = PngChunk.ReadHead(_source);
            hasPixels |= chunk.Is("IDAT"u8);
            CleanChunk(chunk);
        }

        if (!hasPixels)
        {
            throw new PictureException(PictureFailure.Damaged, "the PNG file has no pixels", _source.Position);
        }

        long trailing = _source.SkipToEnd();
        if (trailing > 0)
        {
            _log.Add(RemovedKind.Trailing, "behind the picture", trailing);
        }
    }

    private void CleanChunk(PngChunk chunk)
    {
        long length = PngChunk.OverheadInBytes + (long)chunk.LengthInBytes;
        if (IsKept(chunk))
        {
            chunk.Copy(_source, _output);
        }
        else if (!chunk.IsAncillary)
        {
            throw new PictureException(
                Kept.ContainsKey(chunk.Type) ? PictureFailure.Damaged : PictureFailure.Unsupported,
                $"the PNG file cannot be understood without its {chunk.Name} chunk", _source.Position);
        }
        else if (chunk.Is("eXIf"u8) && _once.Add(chunk.Type))
        {
            byte[] block = ReadBlock(chunk, ExifBlock.MaxLookedAtInBytes);
            byte[] replacement = ExifBlock.Replace(_log, chunk.Name, block, length, _options);
            if (replacement.Length > 0)
            {
                PngChunk.Write(_output, "eXIf"u8, replacement);
            }
        }
        else if (chunk.Is("iTXt"u8) || chunk.Is("tEXt"u8) || chunk.Is("zTXt"u8))
        {
            RemoveText(chunk, length);
        }
        else
        {
            _source.Skip((long)chunk.LengthInBytes + sizeof(uint));
            _log.Add(KindOf(chunk), chunk.Name, length);
        }
    }

    private void RemoveText(PngChunk chunk, long length)
    {
        PngText text = new(chunk, ReadBlock(chunk, XmpPacket.MaxLookedAtInBytes));
        bool isXmp = string.Equals(text.Keyword, "XML:com.adobe.xmp", StringComparison.Ordinal);
        if ((!isXmp && !RawProfile.IsOne(text.Keyword)) || _profilesRead == MaxProfilesRead)
        {
            _log.Add(isXmp ? RemovedKind.Xmp : RemovedKind.Comment, chunk.Name, length);
            return;
        }

        _profilesRead++;
        if (isXmp)
        {
            XmpPacket.Note(_log, chunk.Name, text.Read(), length);
        }
        else
        {
            RawProfile.Note(_log, chunk.Name, text.Keyword, text.Read(), length);
        }
    }

    private bool IsKept(PngChunk chunk)
    {
        if (chunk.Is("iCCP"u8))
        {
            return _options.KeepColorProfile && _once.Add(chunk.Type);
        }

        if (!Kept.TryGetValue(chunk.Type, out int longest) || chunk.LengthInBytes > longest)
        {
            return false;
        }

        // Frames without an animation are shown by nobody.
        _isAnimated |= chunk.Is("acTL"u8);
        bool isFrame = chunk.Is("fcTL"u8) || chunk.Is("fdAT"u8);
        return isFrame ? _isAnimated : !chunk.IsAncillary || _once.Add(chunk.Type);
    }

    private byte[] ReadBlock(PngChunk chunk, int limit)
    {
        byte[] block = _source.ReadBlock(chunk.LengthInBytes, limit);
        _source.Skip(sizeof(uint));
        return block;
    }

    private static RemovedKind KindOf(PngChunk chunk) => chunk.Name switch
    {
        "eXIf" or "tIME" => RemovedKind.Exif,
        "iCCP" => RemovedKind.ColorProfile,
        "loKt" => RemovedKind.Sealed,
        _ => RemovedKind.Other,
    };
}
