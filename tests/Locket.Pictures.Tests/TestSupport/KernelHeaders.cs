using System.Globalization;
using System.Text.RegularExpressions;
using Locket.Tests.TestSupport;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>The numbers of system calls in the C library's development files.</summary>
internal static partial class KernelHeaders
{
    /// <summary>What ARM64 uses, as all newer architectures.</summary>
    public const string Generic = "/usr/include/asm-generic/unistd.h";

    public const string X64 = "/usr/include/x86_64-linux-gnu/asm/unistd_64.h";

    /// <returns>Numbers by name; the test is skipped where the file is missing (with CI=true it fails).</returns>
    public static Dictionary<string, uint> Read(string file)
    {
        if (!File.Exists(file))
        {
            Absent.SkipOrFail($"{file} is missing (Debian on x86-64: linux-libc-dev).");
        }

        // The generic list names those that differ on 32 bits once more, under the prefix 3264.
        Dictionary<string, uint> numbers = new(StringComparer.Ordinal);
        foreach (Match match in Definition().Matches(File.ReadAllText(file)))
        {
            numbers[match.Groups["name"].Value] = uint.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);
        }

        return numbers;
    }

    [GeneratedRegex(@"^#define __NR(3264)?_(?<name>\w+)\s+(?<number>\d+)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Definition();
}
