using System.Diagnostics;
using Xunit;

namespace Locket.Cli.Tests.Harness;

/// <summary>What this machine has, for tests that need more than .NET.</summary>
internal static class Machine
{
    private static bool IsSuperUser
        => !OperatingSystem.IsWindows() && string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    /// <summary>Skips the test visibly where something is missing; with CI=true it fails instead.</summary>
    public static void Require(string need)
    {
        string? missing = need switch
        {
            "unix" => OperatingSystem.IsWindows() ? "a Unix system" : null,
            "linux" => OperatingSystem.IsLinux() ? null : "Linux",
            "mount" => OperatingSystem.IsLinux() && CanMount.Value
                ? null
                : "the right to mount a small disk (root, or sudo without a question)",
            _ => FindProgram(need) is null ? $"the program {need}" : null,
        };
        if (missing is null)
        {
            return;
        }

        // Another operating system is no gap in a CI run; a missing program or right is.
        bool isPlatform = need is "unix" or "linux";
        if (!isPlatform && string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail($"This test needs {missing}; with CI=true nothing is skipped.");
        }

        Assert.Skip($"This test needs {missing}.");
    }

    /// <summary>
    /// The start of a command line under which permissions hold: nothing for ordinary users; for root, a program that gives up the rights
    /// to pass them over.
    /// </summary>
    public static IReadOnlyList<string> WithoutSpecialRights()
    {
        if (!IsSuperUser)
        {
            return [];
        }

        Require("setpriv");
        return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"];
    }

    /// <summary>Starts a program with root's rights: as we are, or through sudo where that asks nothing.</summary>
    public static Process StartAsRoot(string program, params string[] args)
    {
        string[] line = IsSuperUser ? [program, .. args] : ["sudo", "-n", program, .. args];
        return Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardError = true, UseShellExecute = false })!;
    }

    public static string? FindProgram(string name)
        => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Join(folder, name))
            .FirstOrDefault(File.Exists);

    private static Lazy<bool> CanMount { get; } = new(() =>
    {
        if (!IsSuperUser && FindProgram("sudo") is null)
        {
            return false;
        }

        DirectoryInfo folder = Directory.CreateTempSubdirectory("locket-mount-");
        try
        {
            using Process mount = StartAsRoot("mount", "-t", "tmpfs", "-o", "size=64k", "locket-test", folder.FullName);
            mount.WaitForExit();
            if (mount.ExitCode != 0)
            {
                return false;
            }

            using Process unmount = StartAsRoot("umount", folder.FullName);
            unmount.WaitForExit();
            return true;
        }
        finally
        {
            folder.Delete();
        }
    });
}
