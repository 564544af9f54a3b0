using System.Globalization;
using Locket.Classic;

namespace Locket.Cli.Errors;

/// <summary>
/// The rows of the error table for classic formats. Apart from it, so that commands that are not classic never load them.
/// </summary>
internal static class ClassicErrors
{
    /// <returns>Null where the failure is none of a classic format.</returns>
    public static Problem? Explain(Exception exception) => exception switch
    {
        ClassicException classic => Row(classic),
        AdoptionException adoption => Row(adoption),
        _ => null,
    };

    private static Problem Row(AdoptionException failure)
    {
        (ExitCode code, string reason, string hint) = failure.Reason switch
        {
            AdoptionFailure.UnknownScheme =>
                (ExitCode.Usage, "unknown-scheme", "name it with --scheme; 'locket adopt --help' lists them"),
            AdoptionFailure.UnknownMaking =>
                (ExitCode.Usage, "unknown-making",
                    "say it: --scheme openssl-enc with --cipher, --iterations, --digest or --bytes-to-key, as it was made"),
            AdoptionFailure.Unverified =>
                (ExitCode.NoSlotOpens, "unverified",
                    "check password and parameters; if you know that they are right, --accept-unverified adopts it and keeps the old file"),
            AdoptionFailure.OutputDiffers =>
                (ExitCode.OutputExists, "output-differs", "look at both files, then move one away or choose another place with -o"),
            AdoptionFailure.NotTheSame =>
                (ExitCode.Failure, "not-the-same", "nothing was removed; check the disk and the memory of this machine, then run it again"),
            AdoptionFailure.SourceChanged =>
                (ExitCode.InputUnreadable, "source-changed", "nothing was removed; run the command again when the file is at rest"),
            AdoptionFailure.NotRemoved =>
                (ExitCode.Failure, "not-removed", "check the disk and who may write to the folders, then run it again"),
            AdoptionFailure.NotAFile =>
                (ExitCode.InputUnreadable, "not-a-file", "name the file itself"),
            _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"no row for {failure.Reason}")),
        };
        return new(code, reason, failure.Message, hint);
    }

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
                    "check password or key and every parameter; letters beyond ASCII may have been Latin-1: "
                        + "give those bytes in a --password-file"),
            ClassicFailure.TooLarge =>
                (ExitCode.TooCostly, "too-large", "check that this is the right file and the right --scheme"),
            ClassicFailure.Unsupported =>
                (ExitCode.NotALocketFile, "unsupported",
                    "if it is of openssl enc, say how it was made, as in --cipher aes-256-ctr; "
                        + "else open it with the program that wrote it"),
            _ => throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"no row for {failure.Reason}")),
        };
        return new(code, reason, failure.Message, hint);
    }
}
