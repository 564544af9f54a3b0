using System.Globalization;
using Locket.Classic;

namespace Locket.Cli.Errors;

/// <summary>The rows of the error table for classic formats. Apart from it, so that commands that are not classic never load them.</summary>
internal static class ClassicErrors
{
    /// <returns>Null where the failure is none of a classic format.</returns>
    public static Problem? Explain(Exception exception) => exception is ClassicException classic ? Row(classic) : null;

    private static Problem Row(ClassicException failure)
    {
        (ExitCode code, string reason, string hint) = failure.Reason switch
        {
            ClassicFailure.Malformed =>
                (ExitCode.Damaged, "malformed", "check that this is the right file and the right --scheme"),
            ClassicFailure.Truncated =>
                (ExitCode.Damaged, "truncated", "the end is missing, or it is of another --scheme: copy or download it again"),
            ClassicFailure.WrongKeyOrDamaged =>
                (ExitCode.NoSlotOpens, "wrong-key-or-damaged",
                    "check the password or key, and every parameter that the writing program set; else fetch another copy"),
            ClassicFailure.TooLarge =>
                (ExitCode.TooCostly, "too-large", "check that this is the right file and the right --scheme"),
            ClassicFailure.Unsupported =>
                (ExitCode.NotALocketFile, "unsupported", "open it with the program that wrote it"),
            _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"no row for {failure.Reason}")),
        };
        return new(code, reason, failure.Message, hint);
    }
}
