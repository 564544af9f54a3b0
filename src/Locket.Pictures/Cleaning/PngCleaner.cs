using Locket.Pictures.Containers;
using Locket.Pictures.Pixels;

namespace Locket.Pictures.Cleaning;

/// <summary>PNG and APNG: the chunks that make the pixels and decide how they look stay; all others go, known or not.</summary>
internal sealed class PngCleaner
{
    /// <summary>How many texts are looked into, which may be compressed; the others go unread.</summary>
    private const int MaxProfilesRead = 16;

    private readonly PictureSource _source;
    private readonly Stream _output;
    private readonly RemovalLog _log;
    private readonly CleaningOptions _options;
    private readonly HashSet<uint> _once = [];
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

        using MemoryStream header = new();
        chunk.Copy(_source, header);
        header.WriteTo(_output);
        PngHeader picture = PngHeader.Parse(header.ToArray().AsSpan(PngChunk.HeadInBytes, PngHeader.LengthInBytes))
            ?? throw new PictureException(PictureFailure.Damaged, "the PNG file has a header that is none", _source.Position);
        PngRules rules = new(picture);
        PngPixels pixels = new(_source, _output, _log, picture);
        bool hasPixels = false;
        while (!chunk.Is("IEND"u8))
        {
            chunk = PngChunk.ReadHead(_source);
            hasPixels |= chunk.Is("IDAT"u8);
            CleanChunk(chunk, rules, pixels);
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

    private void CleanChunk(PngChunk chunk, PngRules rules, PngPixels pixels)
    {
        long length = PngChunk.OverheadInBytes + (long)chunk.LengthInBytes;
        if (rules.Keeps(chunk))
        {
            Keep(chunk, rules, pixels);
        }
        else if (chunk.Is("iCCP"u8) && _options.KeepColorProfile && _once.Add(chunk.Type))
        {
            KeepProfile(chunk, length);
        }
        else if (!chunk.IsAncillary && !rules.IsProposal(chunk))
        {
            throw new PictureException(
                PngRules.Knows(chunk) ? PictureFailure.Damaged : PictureFailure.Unsupported,
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

    private void Keep(PngChunk chunk, PngRules rules, PngPixels pixels)
    {
        if (chunk.Is("IDAT"u8) || chunk.Is("fdAT"u8))
        {
            pixels.Copy(chunk);
            return;
        }

        if (!chunk.Is("acTL"u8) && !chunk.Is("fcTL"u8))
        {
            chunk.Copy(_source, _output);
            return;
        }

        using MemoryStream whole = new();
        chunk.Copy(_source, whole);
        byte[] content = whole.ToArray()[PngChunk.HeadInBytes..^sizeof(uint)];
        if (chunk.Is("fcTL"u8))
        {
            pixels.CopyFrameHead(content);
            return;
        }

        whole.WriteTo(_output);
        rules.TakeAnimation(content);
    }

    private void KeepProfile(PngChunk chunk, long length)
    {
        byte[] profile = ReadBlock(chunk, IccProfile.MaxInBytes);
        byte[] rewritten = PngProfile.Rewrite(profile);
        if (rewritten.Length > 0)
        {
            PngChunk.Write(_output, "iCCP"u8, rewritten);
        }

        if (rewritten.Length == 0)
        {
            _log.Add(RemovedKind.ColorProfile, chunk.Name, length);
        }
        else if (!profile.AsSpan().StartsWith(PngProfile.Name))
        {
            _log.Add(RemovedKind.Comment, "profile's name", profile.AsSpan().IndexOf((byte)0));
        }
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
