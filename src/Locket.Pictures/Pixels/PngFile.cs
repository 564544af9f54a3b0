using Locket.Pictures.Pixels;

namespace Locket.Pictures;

/// <summary>Pixels as PNG files (ISO/IEC 15948) and back, without any other library.</summary>
public static class PngFile
{
    /// <summary>
    /// Makes a PNG of a picture: 8 bits each of red, green and blue, and of alpha where it is not opaque. Nothing else is in it.
    /// </summary>
    /// <param name="picture">The pixels.</param>
    /// <returns>The file's bytes.</returns>
    public static byte[] Write(Raster picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return PngWriter.Write(picture);
    }

    /// <summary>
    /// Reads the pixels of any PNG, reduced to 8 bits for each sample. Meant for files that are not trusted: lengths are checked before
    /// anything is allocated, and no memory is touched that is not this program's.
    /// </summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="maxPixels">More pixels than these are refused; each needs 4 bytes.</param>
    /// <param name="picture">The pixels, where the method returns <see cref="PngFault.None"/>.</param>
    /// <returns>What is wrong with the file.</returns>
    public static PngFault TryRead(ReadOnlyMemory<byte> file, long maxPixels, out Raster? picture)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxPixels);
        return PngReader.Read(file, maxPixels, out picture);
    }
}
