namespace Locket.Pictures.Recognition;

/// <summary>
/// HEIF and AVIF (ISO/IEC 23008-12): the properties of the primary item, or the first track's header where there is no item. Rotation
/// and mirroring are properties; readers are told to disregard EXIF's orientation in such files.
/// </summary>
internal static class HeifFacts
{
    /// <summary>Boxes at one level; real files have a dozen.</summary>
    private const int MaxBoxes = 1024;

    public static PictureInfo Read(ref PictureBytes bytes, HeifBrands brands)
    {
        PictureInfo info = new() { Type = brands.Type };
        bool hasMovie = false;
        long offset = 0;
        for (int i = 0; i < MaxBoxes && Box.TryRead(ref bytes, offset, long.MaxValue, out Box box) && box.End > offset; i++)
        {
            if (box.Type == Box.Name("meta"u8) && info.Width is null)
            {
                info = HeifItems.Read(ref bytes, info, box);
            }
            else if (box.Type == Box.Name("mini"u8) && info.Width is null)
            {
                info = HeifMini.Read(ref bytes, info, box);
            }
            else if (box.Type == Box.Name("moov"u8) && !hasMovie)
            {
                hasMovie = true;
                info = info.Width is null ? ReadTrack(ref bytes, info, box) : info;
            }

            bool isKnown = info.Width is not null && (hasMovie || !brands.IsSequence);
            if (isKnown || box.End == long.MaxValue || (!bytes.CanSeek && box.Type == Box.Name("mdat"u8) && info.Width is not null))
            {
                break;
            }

            offset = box.End;
        }

        // A still picture with a film beside it (a live photograph) is not animated; a sequence without its track is not one.
        info = info with { IsAnimated = brands.IsSequence && hasMovie };
        PictureDamage missing = info.Width is null && !bytes.GaveUp ? PictureDamage.Malformed : PictureDamage.None;
        return Recognizer.Note(info, missing);
    }

    /// <summary>The size in the header of the first track that has one: 16.16 fixed point at its end.</summary>
    private static PictureInfo ReadTrack(ref PictureBytes bytes, PictureInfo info, Box movie)
    {
        long offset = movie.Content;
        for (int i = 0; i < MaxBoxes && Box.TryRead(ref bytes, offset, movie.End, out Box track); i++)
        {
            if (track.Type == Box.Name("trak"u8) && Box.TryRead(ref bytes, track.Content, track.End, out Box header)
                && header.Type == Box.Name("tkhd"u8) && header.End - header.Content >= 84
                && bytes.TryReadUInt32(header.End - 8, isBigEndian: true, out uint width)
                && bytes.TryReadUInt32(header.End - 4, isBigEndian: true, out uint height)
                && Recognizer.Size(width >> 16) is int w && Recognizer.Size(height >> 16) is int h)
            {
                return info with { Width = w, Height = h };
            }

            offset = track.End;
        }

        return info;
    }
}
