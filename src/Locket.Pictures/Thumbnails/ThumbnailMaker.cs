using Locket.Metadata;
using Locket.Pictures.Decoding;

namespace Locket.Pictures;

/// <summary>Makes thumbnails in a process of its own, as <see cref="PictureDecoder"/> has it.</summary>
public sealed class ThumbnailMaker : IThumbnailMaker
{
    /// <summary>The longest side in pixels, unless asked otherwise.</summary>
    public const int DefaultMaxSide = 256;

    /// <summary>The longest file in bytes: what fits into the header of a Locket file (docs/format.md, "thumbnail").</summary>
    public const int MaxLengthInBytes = ThumbnailImage.MaxLengthInBytes;

    private readonly PictureDecoder _decoder;
    private readonly int _maxSide;

    /// <param name="decoder">Decodes the pictures; left open.</param>
    /// <param name="maxSide">The longest side in pixels, 1 to 1024; smaller pictures keep their size.</param>
    public ThumbnailMaker(PictureDecoder decoder, int maxSide = DefaultMaxSide)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSide, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxSide, 1024);
        _decoder = decoder;
        _maxSide = maxSide;
    }

    /// <inheritdoc/>
    public DecoderResult<Thumbnail> Make(PictureInput picture, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        DecoderReply reply = _decoder.AskAbout(
            picture,
            new DecoderRequest(DecoderTask.SmallPicture, default, picture.Orientation, Quality: 0, _maxSide, MaxLengthInBytes, 0),
            answer => answer.Format is DecodableFormat.Jpeg or DecodableFormat.Png && answer.Width is > 0 && answer.Width <= _maxSide
                && answer.Height is > 0 && answer.Height <= _maxSide && answer.ContentInBytes is > 0 and <= MaxLengthInBytes,
            cancellationToken);
        return new DecoderResult<Thumbnail>(
            reply.Outcome,
            reply.Outcome == DecoderOutcome.Success ? new Thumbnail(reply.Format, reply.Width, reply.Height, reply.Content) : null);
    }
}
