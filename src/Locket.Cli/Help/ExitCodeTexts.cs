using Locket.Cli.Errors;

namespace Locket.Cli.Help;

/// <summary>What each exit code means, for the help; docs/cli.md says the same and a test compares them.</summary>
internal static class ExitCodeTexts
{
    public static IReadOnlyList<(ExitCode Code, string Meaning)> All { get; } =
    [
        (ExitCode.Success, "done"),
        (ExitCode.Failure, "another failure, as a rule of the disk"),
        (ExitCode.Usage, "wrong use: unknown option, missing value, contradiction"),
        (ExitCode.NoSlotOpens, "no slot opens: wrong password or key; in a chat, another one than the others have"),
        (ExitCode.NotALocketFile, "not a Locket file, or one of a later version; no picture that the command knows"),
        (ExitCode.Damaged, "the file or picture is damaged or truncated"),
        (ExitCode.TooCostly, "the file asks for more memory or time than allowed"),
        (ExitCode.OutputExists, "the output exists already, or is the input"),
        (ExitCode.InputUnreadable, "an input is missing, unreadable, or changed while it was read"),
        (ExitCode.SalvagedWithHoles, "salvaged, but with holes"),
        (ExitCode.UnsafeArchive, "the archive holds something unsafe to unpack"),
        (ExitCode.DiskFull, "the disk is full; of a chat, what it keeps cannot be written"),
        (ExitCode.HungUp, "the terminal went away (SIGHUP); nothing was left half done"),
        (ExitCode.Interrupted, "interrupted (Ctrl-C, SIGINT); nothing was left half done"),
        (ExitCode.PipeClosed, "whoever read the output stopped reading, as 'head' does; nothing is said"),
        (ExitCode.Terminated, "asked to end (SIGTERM); nothing was left half done"),
    ];
}
