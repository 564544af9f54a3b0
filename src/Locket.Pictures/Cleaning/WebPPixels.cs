using System.Buffers.Binary;
using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>
/// The chunks of one picture, or of one frame, that a decoder reads: one of alpha where it is lossy, and one of the picture itself.
/// </summary>
internal sealed class WebPPixels
{
    /// <summary>Three bytes of the frame, three of a signature, width and height of 14 bits.</summary>
    private const int LossyHeadInBytes = 10;
    private const int MaxSide = 0x3FFF;

    /// <summary>Of an alpha's first byte: how it is compressed.</summary>
    private const byte AlphaMethod = 0x03;

    private readonly PlacedSource _source;
    private RiffChunk? _alpha;

    public WebPPixels(PlacedSource source)
    {
        _source = source;
    }

    /// <summary>Whether the picture itself was there.</summary>
    public bool HasImage { get; private set; }

    /// <summary>Copies a chunk, or keeps it in mind until the picture comes that it belongs to.</summary>
    /// <param name="chunk">Which.</param>
    /// <param name="output">Where to.</param>
    /// <param name="log">What is removed; null where that was noted already.</param>
    /// <returns>False where no decoder reads it.</returns>
    public bool TryTake(RiffChunk chunk, Stream output, RemovalLog? log)
    {
        if (HasImage)
        {
            return false;
        }

        if (chunk.Is("ALPH"u8))
        {
            // One decoder reads the first of several, another the last.
            _alpha = _alpha is null ? chunk : throw Contradictory(chunk);
            return true;
        }

        if (!chunk.Is("VP8 "u8) && !chunk.Is("VP8L"u8))
        {
            return false;
        }

        long pixels = RequireStart(chunk);
        if (_alpha is RiffChunk alpha)
        {
            // VP8L has an alpha of its own (RFC 9649, section 2.7.1.2).
            CopyAlpha(chunk.Is("VP8 "u8) ? alpha : throw Contradictory(chunk), pixels, output, log);
        }

        HasImage = true;
        chunk.Copy(_source, output);
        return true;
    }

    /// <summary>Alpha that is not compressed has one byte for each pixel behind its first (RFC 9649, section 2.7.1.2).</summary>
    private void CopyAlpha(RiffChunk alpha, long pixels, Stream output, RemovalLog? log)
    {
        Span<byte> flags = stackalloc byte[1];
        if (alpha.LengthInBytes > 0)
        {
            _source.Read(alpha.Content, flags);
        }

        long length = (flags[0] & AlphaMethod) == 0 ? Math.Min(alpha.LengthInBytes, 1 + pixels) : alpha.LengthInBytes;
        RiffChunk.WriteHead(output, "ALPH"u8, length);
        _source.Copy(alpha.Content, length, output);
        RiffChunk.Pad(output, length);
        if (length < alpha.LengthInBytes)
        {
            log?.Add(RemovedKind.Trailing, alpha.Name, alpha.LengthInBytes - length);
        }
    }

    /// <summary>What each kind of picture begins with (RFC 6386, section 9.1; RFC 9649, section 3.4).</summary>
    /// <returns>How many pixels it has, if it is lossy.</returns>
    private long RequireStart(RiffChunk chunk)
    {
        Span<byte> start = stackalloc byte[LossyHeadInBytes];
        _source.Read(chunk.Content, start[..(int)Math.Min(chunk.LengthInBytes, LossyHeadInBytes)]);

        if (chunk.Is("VP8 "u8) ? !start[3..6].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]) : start[0] != 0x2F)
        {
            throw new PictureException(PictureFailure.Damaged, "the WebP file has a picture that is none", chunk.Offset);
        }

        long width = BinaryPrimitives.ReadUInt16LittleEndian(start[6..]) & MaxSide;
        return width * (BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) & MaxSide);
    }

    private static PictureException Contradictory(RiffChunk chunk)
        => new(PictureFailure.Damaged, "the WebP file has more than one alpha for a picture", chunk.Offset);
}
