using Locket.Pictures.Containers;

namespace Locket.Pictures.Cleaning;

/// <summary>The chunks of one picture, or of one frame, that a decoder reads: one of alpha where it is lossy, and one of the picture itself.</summary>
internal sealed class WebPPixels
{
    private readonly PlacedSource _source;
    private RiffChunk? _alpha;

    public WebPPixels(PlacedSource source)
    {
        _source = source;
    }

    /// <summary>Whether the picture itself was there.</summary>
    public bool HasImage { get; private set; }

    /// <summary>Copies a chunk, or keeps it in mind until the picture comes that it belongs to.</summary>
    /// <returns>False where no decoder reads it.</returns>
    public bool TryTake(RiffChunk chunk, Stream output)
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

        if (_alpha is RiffChunk alpha)
        {
            // VP8L has an alpha of its own (RFC 9649, section 2.7.1.2).
            (chunk.Is("VP8 "u8) ? alpha : throw Contradictory(chunk)).Copy(_source, output);
        }

        RequireStart(chunk);
        HasImage = true;
        chunk.Copy(_source, output);
        return true;
    }

    /// <summary>What each kind of picture begins with (RFC 6386, section 9.1; RFC 9649, section 3.4).</summary>
    private void RequireStart(RiffChunk chunk)
    {
        Span<byte> start = stackalloc byte[6];
        if (chunk.LengthInBytes >= start.Length)
        {
            _source.Read(chunk.Content, start);
        }

        if (chunk.Is("VP8 "u8) ? !start[3..].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]) : start[0] != 0x2F)
        {
            throw new PictureException(PictureFailure.Damaged, "the WebP file has a picture that is none", chunk.Offset);
        }
    }

    private static PictureException Contradictory(RiffChunk chunk)
        => new(PictureFailure.Damaged, "the WebP file has more than one alpha for a picture", chunk.Offset);
}
