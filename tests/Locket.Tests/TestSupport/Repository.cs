namespace Locket.Tests.TestSupport;

/// <summary>Files of this project that tests read.</summary>
internal static class Repository
{
    /// <summary>Gets the folder that holds Locket.slnx.</summary>
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Locket.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Locket.slnx is in no folder above the tests.");
    }
}
