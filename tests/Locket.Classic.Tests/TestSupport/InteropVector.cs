using System.Text.Json;
using Locket.Tests.TestSupport;

namespace Locket.Classic.Tests;

/// <summary>A file that another program wrote.</summary>
internal sealed record InteropVector(string File, string Format, string Password, string PlaintextSha256, long PlaintextLength, byte[] Bytes)
{
    /// <summary>Reads those whose path begins so.</summary>
    public static IReadOnlyList<InteropVector> Load(string prefix)
    {
        string index = Vectors.Require("interop/interop.json");
        using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllBytes(index));
        return
        [
            .. document.RootElement.EnumerateArray()
                .Where(vector => vector.GetProperty("file").GetString()!.StartsWith(prefix, StringComparison.Ordinal))
                .Select(vector => new InteropVector(
                    vector.GetProperty("file").GetString()!,
                    vector.GetProperty("format").GetString()!,
                    vector.GetProperty("password").GetString()!,
                    vector.GetProperty("plaintextSha256").GetString()!,
                    vector.GetProperty("plaintextLength").GetInt64(),
                    System.IO.File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(index)!, vector.GetProperty("file").GetString()!)))),
        ];
    }
}
