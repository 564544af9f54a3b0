namespace Locket.Tests.TestSupport;

/// <summary>Finds published test vectors, which live outside the project.</summary>
internal static class Vectors
{
    /// <summary>Names the folder of vectors.</summary>
    public const string Variable = "LOCKET_VECTORS";

    /// <summary>Returns the full path of a file or folder of vectors, or skips (with CI=true: fails) the calling test.</summary>
    public static string Require(string relativePath)
    {
        string? root = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(root))
        {
            Absent.SkipOrFail($"{Variable} is not set; it names the folder of test vectors.");
        }

        string path = Path.GetFullPath(Path.Combine(root!, relativePath));
        if (!Path.Exists(path))
        {
            Absent.SkipOrFail($"{relativePath} is missing from the folder that {Variable} names.");
        }

        return path;
    }
}
