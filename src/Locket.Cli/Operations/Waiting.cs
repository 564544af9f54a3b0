namespace Locket.Cli.Operations;

/// <summary>Waits for the library where the command has nothing else to do.</summary>
internal static class Waiting
{
    /// <summary>
    /// Blocks until the work has ended. Whoever called then ends at once as well, up to Main, and none of their continuations, which are
    /// compiled when first needed, has to be made.
    /// </summary>
    public static void For(Func<Task> work) => work().GetAwaiter().GetResult();
}
