using System.Globalization;
using Locket.Pictures;

namespace Locket.Cli.Errors;

/// <summary>
/// The rows of the error table for pictures that do not allow what was asked. Apart from it, so that commands without pictures never load
/// them.
/// </summary>
internal static class PictureRefusals
{
    /// <returns>Null where the failure is none of a picture.</returns>
    public static Problem? Explain(Exception exception) => exception is PictureException picture ? Row(picture) : null;

    private static Problem Row(PictureException failure)
    {
        (ExitCode code, string reason, string hint) = failure.Reason switch
        {
            PictureFailure.NotAPicture =>
                (ExitCode.NotALocketFile, "not-a-picture",
                    "what a file is, its bytes say, never its name; check that this is the right one"),
            PictureFailure.Unsupported =>
                (ExitCode.NotALocketFile, "unsupported-picture", "save it as PNG or JPEG with another program, and take that"),
            PictureFailure.Damaged =>
                (ExitCode.Damaged, "damaged-picture", "fetch another copy, or open it with another program, save it anew and take that"),
            PictureFailure.TooLarge =>
                (ExitCode.TooCostly, "picture-too-large",
                    "make it smaller with another program, or save it in another format, and take that"),
            PictureFailure.NoDecoder => (ExitCode.Failure, "no-decoder", "PNG needs no other library, JPEG, WebP, GIF and BMP do"),
            PictureFailure.OutsidePicture =>
                (ExitCode.Usage, "outside-picture",
                    "rectangles are X,Y,WIDTH,HEIGHT from the top left of the picture as a viewer shows it"),
            PictureFailure.NothingHidden =>
                (ExitCode.Usage, "nothing-hidden", "say what to hide with --area X,Y,WIDTH,HEIGHT or --layer NAME=X,Y,WIDTH,HEIGHT"),
            PictureFailure.NothingLeft =>
                (ExitCode.Usage, "nothing-left",
                    "a JPEG or lossy WebP is coded in blocks, which are hidden whole with a margin: make the rectangle larger, "
                        + "or --margin smaller"),
            PictureFailure.AlreadySealed =>
                (ExitCode.Failure, "already-sealed", "take the original back with 'locket picture reveal', and redact that"),
            PictureFailure.NothingSealed =>
                (ExitCode.NotALocketFile, "nothing-sealed",
                    "a program or a service that saved it anew has dropped what was in it: "
                        + "use the file as 'locket picture redact' made it"),
            PictureFailure.NotThisPicture =>
                (ExitCode.Damaged, "not-this-picture",
                    "use the file as 'locket picture redact' made it; --changed gives the original back all the same"),
            _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"no row for {failure.Reason}")),
        };
        string place = failure.OffsetInBytes is > 0
            ? string.Create(CultureInfo.InvariantCulture, $" (at byte {failure.OffsetInBytes})")
            : string.Empty;
        return new(code, reason, failure.Message + place, hint);
    }
}
