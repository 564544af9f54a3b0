namespace Locket.Pictures;

/// <summary>A picture could not be turned into another format; nothing was written.</summary>
#pragma warning disable CA1032 // it always says why
public sealed class PictureConversionException : Exception
#pragma warning restore CA1032
{
    /// <param name="message">Why, in words for people.</param>
    internal PictureConversionException(string message)
        : base(message)
    {
    }
}
