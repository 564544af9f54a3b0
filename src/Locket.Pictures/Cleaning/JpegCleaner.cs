using Locket.Pictures.Containers;
using Locket.Pictures.Recognition;

namespace Locket.Pictures.Cleaning;

/// <summary>
/// JPEG: of all application segments and comments, only what decides how the pixels look stays (docs/pictures.md, "Cleaning"). A list of
/// what is kept, not of what is removed, so that what nobody knows of goes too.
/// </summary>
internal sealed class JpegCleaner
{
    /// <summary>JFIF without its thumbnail: name, version, units, densities, two zeros.</summary>
    private const int JfifInBytes = 14;

    /// <summary>Adobe's segment: name, version, two flags, color transform.</summary>
    private const int AdobeInBytes = 12;

    /// <summary>Profile and orientation of the larger file count, and never those of its parts.</summary>
    private static readonly CleaningOptions OfParts = new() { KeepColorProfile = false, KeepOrientation = false };

    private readonly PictureSource _source;
    private readonly RemovalLog _log;
    private readonly CleaningOptions _options;
    private readonly JpegWalk _walk;
    private readonly JpegProfile _profile = new();
    private bool _hasOrientation;

    private JpegCleaner(PictureSource source, Stream output, RemovalLog log, CleaningOptions options, byte[]? room = null)
    {
        _source = source;
        _log = log;
        _options = options;
        _walk = new(source, output, room, isLastOnly: true);
    }

    public static void Clean(PictureSource source, Stream output, RemovalLog log, CleaningOptions options)
        => new JpegCleaner(source, output, log, options).Clean(isTables: false);

    /// <summary>One of many small files of a larger one: pixels, or tables for them.</summary>
    /// <param name="source">The file, from its beginning.</param>
    /// <param name="output">Where to.</param>
    /// <param name="log">What is removed.</param>
    /// <param name="isTables">Whether it has tables alone.</param>
    /// <param name="room">Room for a segment.</param>
    public static void CleanPart(PictureSource source, Stream output, RemovalLog log, bool isTables, byte[] room)
        => new JpegCleaner(source, output, log, OfParts, room).Clean(isTables);

    private void Clean(bool isTables)
    {
        long unused = isTables ? _walk.RunTables(Visit) : _walk.Run(Visit);
        if (unused > 0)
        {
            _log.Add(RemovedKind.Other, "segments without use", unused);
        }

        long trailing = _source.SkipToEnd();
        if (trailing > 0)
        {
            _log.Add(RemovedKind.Trailing, "behind the picture", trailing);
        }
    }

    private void Visit(byte marker, ReadOnlySpan<byte> content)
    {
        switch (marker)
        {
            // Behind the first scan, nobody asks for density and colors any more.
            case JpegMarker.App0 when !_walk.HasScan && content.Length >= JfifInBytes && content.StartsWith("JFIF\0"u8):
                KeepFront(marker, content, JfifInBytes, RemovedKind.Thumbnail, "JFIF thumbnail");
                break;
            case JpegMarker.App14 when !_walk.HasScan && content.Length >= AdobeInBytes && content.StartsWith("Adobe"u8):
                KeepFront(marker, content, AdobeInBytes, RemovedKind.Other, "APP14");
                break;
            case JpegMarker.App2 when content.StartsWith(JpegProfile.Introduction) && _options.KeepColorProfile:
                KeepProfile(content);
                break;
            case JpegMarker.App1 when content.StartsWith(ExifOrientation.Introduction):
                ReplaceExif(content);
                break;
            case JpegMarker.App1 when content.StartsWith("http://ns.adobe.com/xap/1.0/\0"u8)
                || content.StartsWith("http://ns.adobe.com/xmp/extension/\0"u8):
                XmpPacket.Note(_log, "APP1", content, Length(content));
                break;
            default:
                _log.Add(KindOf(marker, content), JpegMarker.Name(marker), Length(content));
                break;
        }
    }

    private void KeepProfile(ReadOnlySpan<byte> content)
    {
        int length = _profile.LengthOf(content);
        if (length > 0)
        {
            _walk.WriteSegment(JpegMarker.App2, content[..length]);
        }

        if (length < content.Length)
        {
            _log.Add(RemovedKind.ColorProfile, "APP2", length == 0 ? Length(content) : content.Length - length);
        }
    }

    private void KeepFront(byte marker, ReadOnlySpan<byte> content, int length, RemovedKind kind, string name)
    {
        Span<byte> front = stackalloc byte[JfifInBytes];
        front = front[..length];
        content[..length].CopyTo(front);
        if (marker == JpegMarker.App0)
        {
            // The thumbnail's width and height.
            front[^2..].Clear();
        }

        if (!content.SequenceEqual(front))
        {
            _log.Add(kind, name, content.Length - length);
        }

        _walk.WriteLast(marker, front);
    }

    private void ReplaceExif(ReadOnlySpan<byte> content)
    {
        int introduction = ExifOrientation.Introduction.Length;
        if (_hasOrientation)
        {
            // Only the first counts, and only it stays.
            _log.Add(RemovedKind.Exif, "APP1", Length(content));
            return;
        }

        byte[] replacement = ExifBlock.Replace(_log, "APP1", content[introduction..], Length(content), _options);
        _hasOrientation = true;
        if (replacement.Length > 0)
        {
            _walk.WriteSegment(JpegMarker.App1, [.. ExifOrientation.Introduction, .. replacement]);
        }
    }

    private static RemovedKind KindOf(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        JpegMarker.Comment => RemovedKind.Comment,
        JpegMarker.App0 when content.StartsWith("JFXX\0"u8) => RemovedKind.Thumbnail,
        JpegMarker.App2 when content.StartsWith(JpegProfile.Introduction) => RemovedKind.ColorProfile,
        JpegMarker.App2 when content.StartsWith("MPF\0"u8) => RemovedKind.OtherPictures,
        JpegMarker.App2 when content.StartsWith("FPXR\0"u8) => RemovedKind.Exif,
        JpegMarker.App11 when content.StartsWith(CarrierPiece.Magic) => RemovedKind.Sealed,
        JpegMarker.App13 => RemovedKind.Iptc,
        _ => RemovedKind.Other,
    };

    private static int Length(ReadOnlySpan<byte> content) => content.Length + 4;
}
