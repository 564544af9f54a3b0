using Locket.Cli.Errors;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>
/// What redacting and revealing know better than the table of errors: what is sealed is no file of its own, and a redacted picture that is
/// saved anew is lost.
/// </summary>
internal static class RedactionErrors
{
    public static Exception Explain(Exception failure) => failure switch
    {
        PictureException { Reason: PictureFailure.Damaged } => new CommandException(
            ExitCode.Damaged, failure.Message, "the picture was altered or badly copied; fetch another copy"),
        LocketException { Reason: LocketFailure.NoSlotOpens } => new CommandException(
            ExitCode.NoSlotOpens, failure.Message, "check the password (capitals, keyboard layout) or give the right --key-file"),
        LocketException { Reason: LocketFailure.DamagedHeader or LocketFailure.DamagedPayload }
            or LocketException { Reason: LocketFailure.Truncated or LocketFailure.NotALocketFile }
            => new CommandException(ExitCode.Damaged, $"what is sealed in the picture is damaged: {failure.Message}", "fetch another copy"),
        _ => failure,
    };
}
