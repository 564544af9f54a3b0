namespace Locket.Pictures.Containers;

/// <summary>Makes a picture readable at any place: where its stream cannot seek, it is held in memory.</summary>
internal static class HeldPicture
{
    /// <summary>The longest picture that is held.</summary>
    public const int MaxInBytes = 256 * 1024 * 1024;

    /// <param name="source">The source that has peeked at the stream but taken nothing.</param>
    /// <param name="stream">The stream below it.</param>
    public static PlacedSource Of(PictureSource source, Stream stream)
    {
        if (stream.CanSeek)
        {
            stream.Position -= source.PeekedInBytes;
            return new(stream);
        }

        MemoryStream held = new();
        for (ReadOnlySpan<byte> found = source.Peek(); !found.IsEmpty; found = source.Peek())
        {
            if (held.Length + found.Length > MaxInBytes)
            {
                throw new PictureException(PictureFailure.TooLarge, "the picture is too long to be held in memory; give it as a file");
            }

            held.Write(found);
            source.Take(found.Length);
        }

        held.Position = 0;
        return new(held);
    }
}
