using Locket.Pictures.Containers;
using Locket.Pictures.Recognition;

namespace Locket.Pictures.Cleaning;

/// <summary>
/// WebP: the chunks that make the pixels stay, in frames too; all others go, known or not. Lengths stand before what they count, so the
/// same walk is done twice: first to nowhere, to learn them.
/// </summary>
internal sealed class WebPCleaner
{
    private const int ExtendedInBytes = 10;
    private const int FrameHeadInBytes = 16;

    /// <summary>ANIM: the ground's color, and how often the animation repeats.</summary>
    private const int LoopInBytes = 6;

    /// <summary>Of a frame's last byte: how it is put on the picture, and what becomes of it afterwards. The others are reserved.</summary>
    private const byte FrameFlags = 0x03;
    private const byte ExifFlag = 0x08;
    private const byte AlphaFlag = 0x10;
    private const byte ProfileFlag = 0x20;
    private const byte AnimationFlag = 0x02;

    private readonly PlacedSource _source;
    private readonly RemovalLog _log;
    private readonly CleaningOptions _options;
    private readonly long _end;
    private byte[] _exif = [];
    private bool _hasProfile;
    private bool _isAnimated;

    private WebPCleaner(PlacedSource source, RemovalLog log, CleaningOptions options)
    {
        _source = source;
        _log = log;
        _options = options;
        _end = RiffChunk.ReadFileHead(source);
    }

    public static void Clean(PlacedSource source, Stream output, RemovalLog log, CleaningOptions options)
        => new WebPCleaner(source, log, options).Clean(output);

    private void Clean(Stream output)
    {
        CountedOutput measure = new(Stream.Null);
        Emit(measure, _log);
        RiffChunk.WriteFileHead(output, measure.Length);
        Emit(output, log: null);
        if (_end < _source.Length)
        {
            _log.Add(RemovedKind.Trailing, "behind the picture", _source.Length - _end);
        }
    }

    /// <param name="output">Where to.</param>
    /// <param name="log">What is removed; null where that was noted already.</param>
    private void Emit(Stream output, RemovalLog? log)
    {
        RiffChunk first = RiffChunk.Read(_source, RiffChunk.FileHeadInBytes, _end);
        if (first.Is("VP8X"u8))
        {
            EmitExtended(first, output, log);
            EmitBody(first.Next, output, log);
        }
        else if (first.Is("VP8 "u8) || first.Is("VP8L"u8))
        {
            first.Copy(_source, output);
            NoteAll(first.Next, log);
        }
        else
        {
            throw new PictureException(PictureFailure.Damaged, "the WebP file does not begin with a picture", first.Offset);
        }
    }

    /// <summary>What a decoder reads of an extended file: of each chunk the first, and frames in animations alone.</summary>
    private void EmitBody(long offset, Stream output, RemovalLog? log)
    {
        WebPPixels picture = new(_source);
        bool hasExif = false;
        bool hasLoop = false;
        bool hasFrame = false;
        _hasProfile = false;
        while (offset < _end)
        {
            RiffChunk chunk = RiffChunk.Read(_source, offset, _end);
            offset = chunk.Next;
            if (chunk.Is("EXIF"u8) && !hasExif)
            {
                hasExif = true;
                EmitExif(chunk, output, log);
            }
            else if (chunk.Is("ICCP"u8) && !_hasProfile && _options.KeepColorProfile)
            {
                _hasProfile = EmitProfile(chunk, output, log);
            }
            else if (_isAnimated && chunk.Is("ANIM"u8) && !hasLoop && !hasFrame && chunk.LengthInBytes == LoopInBytes)
            {
                hasLoop = true;
                chunk.Copy(_source, output);
            }
            else if (_isAnimated && hasLoop && chunk.Is("ANMF"u8))
            {
                hasFrame = true;
                EmitFrame(chunk, output, log);
            }
            else if (_isAnimated || !picture.TryTake(chunk, output, log))
            {
                Note(chunk, log);
            }
        }

        if (_isAnimated ? !hasFrame : !picture.HasImage)
        {
            throw new PictureException(PictureFailure.Damaged, "the WebP file has no picture", RiffChunk.FileHeadInBytes);
        }
    }

    private void NoteAll(long offset, RemovalLog? log)
    {
        while (offset < _end)
        {
            RiffChunk chunk = RiffChunk.Read(_source, offset, _end);
            offset = chunk.Next;
            Note(chunk, log);
        }
    }

    private void EmitExtended(RiffChunk chunk, Stream output, RemovalLog? log)
    {
        if (chunk.LengthInBytes < ExtendedInBytes)
        {
            throw new PictureException(PictureFailure.Damaged, "the WebP file's head is too short", chunk.Offset);
        }

        Span<byte> content = stackalloc byte[ExtendedInBytes];
        _source.Read(chunk.Content, content);
        _isAnimated = (content[0] & AnimationFlag) != 0;
        content[0] &= AlphaFlag | AnimationFlag;
        content[0] |= (byte)((_exif.Length > 0 ? ExifFlag : 0) | (_hasProfile ? ProfileFlag : 0));
        content[1..4].Clear();
        RiffChunk.Write(output, "VP8X"u8, content);
        if (chunk.LengthInBytes > ExtendedInBytes)
        {
            log?.Add(RemovedKind.Other, chunk.Name, chunk.LengthInBytes - ExtendedInBytes);
        }
    }

    private bool EmitProfile(RiffChunk chunk, Stream output, RemovalLog? log)
    {
        byte[] start = _source.ReadBlock(chunk.Content, chunk.LengthInBytes, IccProfile.HeadInBytes);
        long length = IccProfile.LengthOf(start);
        if (length == 0 || length > chunk.LengthInBytes)
        {
            Note(chunk, log);
            return false;
        }

        RiffChunk.WriteHead(output, "ICCP"u8, length);
        _source.Copy(chunk.Content, length, output);
        RiffChunk.Pad(output, length);
        if (length < chunk.LengthInBytes)
        {
            log?.Add(RemovedKind.ColorProfile, chunk.Name, chunk.LengthInBytes - length);
        }

        return true;
    }

    private void EmitExif(RiffChunk chunk, Stream output, RemovalLog? log)
    {
        if (log is not null)
        {
            byte[] block = _source.ReadBlock(chunk.Content, chunk.LengthInBytes, ExifBlock.MaxLookedAtInBytes);
            _exif = ExifBlock.Replace(log, chunk.Name, block, chunk.WholeInBytes, _options);
        }

        if (_exif.Length > 0)
        {
            RiffChunk.Write(output, "EXIF"u8, _exif);
        }
    }

    /// <summary>A frame is a small picture of its own: place and time, then chunks.</summary>
    private void EmitFrame(RiffChunk frame, Stream output, RemovalLog? log)
    {
        if (frame.LengthInBytes < FrameHeadInBytes)
        {
            throw new PictureException(PictureFailure.Damaged, "the WebP file has a frame that is too short", frame.Offset);
        }

        CountedOutput measure = new(Stream.Null);
        EmitFrameChunks(frame, measure, log);
        RiffChunk.WriteHead(output, "ANMF"u8, FrameHeadInBytes + measure.Length);
        Span<byte> head = stackalloc byte[FrameHeadInBytes];
        _source.Read(frame.Content, head);
        if ((head[^1] & ~FrameFlags) != 0)
        {
            log?.Add(RemovedKind.Other, frame.Name, 1);
            head[^1] &= FrameFlags;
        }

        output.Write(head);
        EmitFrameChunks(frame, output, log: null);
    }

    private void EmitFrameChunks(RiffChunk frame, Stream output, RemovalLog? log)
    {
        long end = frame.Content + frame.LengthInBytes;
        long offset = frame.Content + FrameHeadInBytes;
        WebPPixels picture = new(_source);
        while (offset < end)
        {
            RiffChunk chunk = RiffChunk.Read(_source, offset, end);
            offset = chunk.Next;
            if (!picture.TryTake(chunk, output, log))
            {
                Note(chunk, log);
            }
        }

        if (!picture.HasImage)
        {
            throw new PictureException(PictureFailure.Damaged, "the WebP file has a frame without a picture", frame.Offset);
        }
    }

    private void Note(RiffChunk chunk, RemovalLog? log)
    {
        if (log is null)
        {
            return;
        }

        if (chunk.Is("XMP "u8))
        {
            byte[] packet = _source.ReadBlock(chunk.Content, chunk.LengthInBytes, XmpPacket.MaxLookedAtInBytes);
            XmpPacket.Note(log, chunk.Name, packet, chunk.WholeInBytes);
            return;
        }

        RemovedKind kind = chunk.Name switch
        {
            "EXIF" => RemovedKind.Exif,
            "ICCP" => RemovedKind.ColorProfile,
            "LOKT" => RemovedKind.Sealed,
            _ => RemovedKind.Other,
        };
        log.Add(kind, chunk.Name, chunk.WholeInBytes);
    }
}
