using Locket.Cli.Errors;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>What stands against redacting or revealing a picture, with what to do next.</summary>
internal static class RedactionErrors
{
    public static Exception Explain(Exception failure) => failure switch
    {
        PictureException picture => Explain(picture),
        LocketException { Reason: LocketFailure.NoSlotOpens } => new CommandException(
            ExitCode.NoSlotOpens, failure.Message, "check the password (capitals, keyboard layout) or give the right --key-file"),
        LocketException { Reason: LocketFailure.DamagedHeader or LocketFailure.DamagedPayload or LocketFailure.Truncated or LocketFailure.NotALocketFile }
            => new CommandException(ExitCode.Damaged, $"what is sealed in the picture is damaged: {failure.Message}", "fetch another copy"),
        _ => failure,
    };

    private static CommandException Explain(PictureException failure)
    {
        (ExitCode code, string? hint) = failure.Reason switch
        {
            PictureFailure.NotAPicture => (ExitCode.Failure, "name a picture; what is none can be encrypted with 'locket encrypt'"),
            PictureFailure.Unsupported => (ExitCode.Failure, "redacted pictures are PNG, JPEG or WebP: name the output *.png, or convert the picture first"),
            PictureFailure.Damaged => (ExitCode.Damaged, "the picture was altered or badly copied; fetch another copy"),
            PictureFailure.TooLarge => (ExitCode.Failure, "make the picture smaller first, or hide fewer parts in layers"),
            PictureFailure.OutsidePicture => (ExitCode.Usage, "rectangles are X,Y,WIDTH,HEIGHT from the top left of the picture as a viewer shows it"),
            PictureFailure.NothingHidden => (ExitCode.Usage, "say what to hide with --area X,Y,WIDTH,HEIGHT or --layer NAME=X,Y,WIDTH,HEIGHT"),
            PictureFailure.AlreadySealed => (ExitCode.Failure, "take the original back with 'locket picture reveal', and redact that"),
            PictureFailure.NothingSealed => (
                ExitCode.NotALocketFile, "a program or a service that saved it anew has dropped what was in it: use the file as 'locket picture redact' made it"),
            PictureFailure.NotThisPicture => (ExitCode.Damaged, "use the file as 'locket picture redact' made it; --changed gives the original back all the same"),
            _ => (ExitCode.Failure, null),
        };
        return new CommandException(code, failure.Message, hint);
    }
}
