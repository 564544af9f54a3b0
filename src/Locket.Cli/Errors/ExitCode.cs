namespace Locket.Cli.Errors;

/// <summary>What the command's exit status says; documented in docs/cli.md and by <c>locket help exit-codes</c>.</summary>
internal enum ExitCode
{
    Success = 0,
    Failure = 1,
    Usage = 2,
    NoSlotOpens = 3,
    NotALocketFile = 4,
    Damaged = 5,
    TooCostly = 6,
    OutputExists = 7,
    InputUnreadable = 8,
    SalvagedWithHoles = 9,
    UnsafeArchive = 10,
    DiskFull = 11,
    HungUp = 129,
    Interrupted = 130,
    PipeClosed = 141,
    Terminated = 143,
}
