namespace Locket.Pictures.Tests.TestSupport;

/// <summary>Cleans pictures in memory.</summary>
internal static class CleanPicture
{
    public static byte[] Of(byte[] picture, out CleaningReport report, CleaningOptions? options = null)
    {
        using MemoryStream input = new(picture);
        using MemoryStream output = new();
        report = PictureCleaner.Clean(input, output, options);
        return output.ToArray();
    }

    /// <returns>The clean picture; null where it was refused.</returns>
    public static byte[]? Try(byte[] picture)
    {
        try
        {
            return Of(picture, out _);
        }
        catch (PictureException)
        {
            return null;
        }
    }
}
