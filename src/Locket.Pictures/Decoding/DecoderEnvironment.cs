namespace Locket.Pictures.Decoding;

/// <summary>
/// The environment of a child process: nothing of the parent's but what finds the runtime and libgd. Passwords are often handed over in
/// variables; a decoder that a picture took over shall not find them.
/// </summary>
internal static class DecoderEnvironment
{
    private static readonly string[] Kept =
    [
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_BUNDLE_EXTRACT_BASE_DIR",
        "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH",
    ];

    public static Dictionary<string, string?> Make(DecoderLimits limits)
    {
        Dictionary<string, string?> variables = new(StringComparer.Ordinal)
        {
            ["LC_ALL"] = "C",

            // No debugger, no profiler, no socket of theirs in /tmp.
            ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_gcConcurrent"] = "0",

            // Memory that one picture needed stays for the next one: to take it anew costs a page fault for each page.
            ["DOTNET_GCRetainVM"] = "1",

            // Compiling a second time takes a thread, and a thread takes files, of which a confined process has no more.
            ["DOTNET_TieredCompilation"] = "0",

            // The collector must know its limit, since it asks for address space in one piece; hexadecimal.
            ["DOTNET_GCHeapHardLimit"] = FormattableString.Invariant($"{limits.MemoryInBytes:X}"),
        };
        foreach (string name in Kept)
        {
            if (Environment.GetEnvironmentVariable(name) is string value)
            {
                variables[name] = value;
            }
        }

        return variables;
    }
}
