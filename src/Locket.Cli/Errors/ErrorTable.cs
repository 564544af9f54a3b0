using System.Globalization;

namespace Locket.Cli.Errors;

/// <summary>The one place where failures become exit codes, reasons and hints.</summary>
internal static class ErrorTable
{
    // errno values that .NET hands on as HResult on Unix, and the Windows codes of the same meaning.
    private const int LinuxNoSpace = 28;
    private const int LinuxQuotaExceeded = 122;
    private const int MacQuotaExceeded = 69;
    private const int BrokenPipe = 32;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    private const string NoWayToAllowHint =
        "no option allows more: the format forbids it, so the file was altered or badly made; fetch another copy";

    private static readonly Dictionary<LocketFailure, (ExitCode Code, string Reason, string Hint)> Failures = new()
    {
        [LocketFailure.NotALocketFile] =
            (ExitCode.NotALocketFile, "not-a-locket-file",
                "check that this is the right file; Locket files begin with 'locket/v1' or '-----BEGIN LOCKET FILE-----'"),
        [LocketFailure.UnsupportedVersion] =
            (ExitCode.NotALocketFile, "unsupported-version", "a newer version of locket made this file; update locket and try again"),
        [LocketFailure.DamagedHeader] =
            (ExitCode.Damaged, "damaged-header", "the file was altered or badly copied; fetch another copy or a backup"),
        [LocketFailure.NoSlotOpens] =
            (ExitCode.NoSlotOpens, "no-slot-opens",
                "check the password (capitals, keyboard layout) or give the right --key-file; 'locket inspect' lists what opens the file"),
        [LocketFailure.TooCostly] =
            (ExitCode.TooCostly, "too-costly",
                "if you trust whoever made the file, allow more with --max-kdf-memory, for example --max-kdf-memory 4GiB"),
        [LocketFailure.DamagedPayload] =
            (ExitCode.Damaged, "damaged-payload", "fetch another copy, or save every intact part with 'locket decrypt --salvage'"),
        [LocketFailure.Truncated] =
            (ExitCode.Damaged, "truncated",
                "the end is missing: copy or download it again, or save what is there with 'locket decrypt --salvage'"),
        [LocketFailure.SourceChanged] =
            (ExitCode.InputUnreadable, "source-changed", "something wrote to the file meanwhile; run the command again when it is at rest"),
        [LocketFailure.OutputExists] =
            (ExitCode.OutputExists, "output-exists", "choose another name with -o, or replace it with --force"),
        [LocketFailure.SameFile] =
            (ExitCode.OutputExists, "same-file", "choose another output with -o"),
        [LocketFailure.UnsafeArchive] =
            (ExitCode.UnsafeArchive, "unsafe-archive",
                "nothing was unpacked; look at the archive with 'locket decrypt --tar -o FILE' and 'tar -tvf FILE'"),
    };

    public static Problem Explain(Exception exception) => exception switch
    {
        CommandException own => new(own.Code, ReasonOf(own.Code), own.Message, own.Hint, own.Subject),
        LocketException failure => Explain(failure),
        OperationCanceledException
            => new(ExitCode.Interrupted, "interrupted", "interrupted", "nothing was left half done; run the command again"),
        IOException { HResult: LinuxNoSpace or LinuxQuotaExceeded or MacQuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull } =>
            new(ExitCode.DiskFull, "disk-full", "the disk is full",
                "free some space, or write elsewhere with -o; nothing was left half written"),
        IOException { HResult: BrokenPipe } => new(ExitCode.PipeClosed, "pipe-closed", "the reader of the output went away", Hint: null),
        FileNotFoundException { FileName: { Length: > 0 } name } =>
            new(ExitCode.InputUnreadable, "input-unreadable", $"there is no such file: {name}", "check the path"),
        FileNotFoundException => new(ExitCode.InputUnreadable, "input-unreadable", "there is no such file", "check the path"),
        DirectoryNotFoundException =>
            new(ExitCode.Failure, "io", "a folder on the way does not exist", "make the folder first, or check the path given with -o"),
        UnauthorizedAccessException
            => new(ExitCode.Failure, "io", "permission denied", "check who may read the input and write to the output's folder"),
        PathTooLongException => new(ExitCode.Failure, "io", "the path is too long", "choose a shorter name with -o"),
        // Said by the library of what it will not put into an archive.
        IOException packing when packing.Message.Contains(" cannot be packed", StringComparison.Ordinal) =>
            new(ExitCode.Failure, "cannot-be-packed", packing.Message,
                "remove or rename it, or encrypt file by file with --recursive"),
        IOException io => new(ExitCode.Failure, "io", LowerFirst(io.Message), "check the disk and the path, then run the command again"),
        OutOfMemoryException or InsufficientMemoryException =>
            new(ExitCode.Failure, "out-of-memory", "there is not enough free memory for the password's derivation",
                "close other programs, or use a machine with more memory"),
        PlatformNotSupportedException platform => new(ExitCode.Failure, "unsupported-platform", LowerFirst(platform.Message), Hint: null),
        ArgumentException argument => new(ExitCode.Usage, "usage", LowerFirst(WithoutParameterName(argument)), "see 'locket --help'"),
        _ => ClassicErrors.Explain(exception) ?? PictureRefusals.Explain(exception) ?? RoomErrors.Explain(exception) ?? new(
            ExitCode.Failure,
            "internal",
            string.Create(CultureInfo.InvariantCulture, $"internal error: {exception.GetType().Name}: {exception.Message}"),
            "this is a fault of locket; please report it with the command that you ran"),
    };

    public static string ReasonOf(ExitCode code) => code switch
    {
        ExitCode.Usage => "usage",
        ExitCode.NoSlotOpens => "no-slot-opens",
        ExitCode.NotALocketFile => "not-a-locket-file",
        ExitCode.Damaged => "damaged",
        ExitCode.TooCostly => "too-costly",
        ExitCode.OutputExists => "output-exists",
        ExitCode.InputUnreadable => "input-unreadable",
        ExitCode.SalvagedWithHoles => "salvaged-with-holes",
        ExitCode.UnsafeArchive => "unsafe-archive",
        ExitCode.DiskFull => "disk-full",
        ExitCode.Interrupted or ExitCode.Terminated or ExitCode.HungUp => "interrupted",
        ExitCode.PipeClosed => "pipe-closed",
        _ => "failure",
    };

    private static Problem Explain(LocketException failure)
    {
        if (!Failures.TryGetValue(failure.Reason, out (ExitCode Code, string Reason, string Hint) row))
        {
            return new(ExitCode.Failure, "failure", LowerFirst(failure.Message), Hint: null);
        }

        string place = failure.OffsetInBytes is { } offset && !failure.Message.Contains("at byte ", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $" (at byte {offset})")
            : string.Empty;

        // --max-kdf-memory raises what is counted in KiB; the numbers of slots and iterations are the format's own limits.
        bool isFixedLimit = failure.Reason == LocketFailure.TooCostly && !failure.Message.Contains(" KiB", StringComparison.Ordinal);
        return new(row.Code, row.Reason, LowerFirst(failure.Message) + place, isFixedLimit ? NoWayToAllowHint : row.Hint);
    }

    private static string WithoutParameterName(ArgumentException argument)
    {
        int suffix = argument.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return suffix < 0 ? argument.Message : argument.Message[..suffix];
    }

    private static string LowerFirst(string message)
    {
        string trimmed = message.TrimEnd('.', ' ');
        bool capitalized = trimmed.Length > 1 && char.IsUpper(trimmed[0]) && !char.IsUpper(trimmed[1]);
        return capitalized ? char.ToLowerInvariant(trimmed[0]) + trimmed[1..] : trimmed;
    }
}
