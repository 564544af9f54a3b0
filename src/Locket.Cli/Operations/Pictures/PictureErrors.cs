using Locket.Cli.Errors;

namespace Locket.Cli.Operations.Pictures;

/// <summary>What picture commands know better than the table of errors: they have no <c>--force</c>.</summary>
internal static class PictureErrors
{
    /// <param name="failure">What happened.</param>
    /// <param name="option">The option that says where the output goes.</param>
    public static Exception Explain(Exception failure, string option = PictureFolder.OutputOption)
        => failure is LocketException { Reason: LocketFailure.OutputExists or LocketFailure.SameFile }
            ? new CommandException(ExitCode.OutputExists, failure.Message, Hint(failure.InnerException, option))
            : failure;

    private static string Hint(Exception? cause, string option)
        => cause is LocketException { Reason: LocketFailure.NoSlotOpens }
            ? $"give the password or key that it was sealed with, or choose another folder with {option}"
            : $"nothing is overwritten: move it away, or choose another folder with {option}";
}
