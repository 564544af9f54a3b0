namespace Locket.Cli.Tests;

/// <summary>Where the working copy is, for tests that compare code with documents.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder)
        => File.Exists(Path.Join(folder, "Locket.slnx"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests run outside of their working copy"));
}
