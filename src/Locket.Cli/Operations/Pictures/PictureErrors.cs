using Locket.Cli.Errors;

namespace Locket.Cli.Operations.Pictures;

/// <summary>What picture commands know better than the table of errors: they have no <c>--force</c>.</summary>
internal static class PictureErrors
{
    public static Exception Explain(Exception failure) => failure is LocketException { Reason: LocketFailure.OutputExists or LocketFailure.SameFile }
        ? new CommandException(
            ExitCode.OutputExists, failure.Message, "nothing is overwritten: move it away, or choose another folder with -o")
        : failure;
}
