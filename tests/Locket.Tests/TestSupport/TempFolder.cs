namespace Locket.Tests.TestSupport;

/// <summary>A folder of one test's own, removed afterwards.</summary>
internal sealed class TempFolder : IDisposable
{
    private const string MemoryBacked = "/dev/shm";

    /// <summary>Containers often have no more than 64 MiB of it.</summary>
    private const long FewestFreeBytes = 1 << 30;

    public TempFolder()
    {
        // Memory-backed where there is such a folder: these tests flush thousands of small files.
        bool hasSpace = Directory.Exists(MemoryBacked) && new DriveInfo(MemoryBacked).AvailableFreeSpace >= FewestFreeBytes;
        string parent = hasSpace ? MemoryBacked : System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(parent, "locket-tests-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    /// <summary>Gets the names of everything inside, sorted.</summary>
    public IReadOnlyList<string> Names
        => [.. Directory.EnumerateFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry)!).Order(StringComparer.Ordinal)];

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
