using System.Security.Cryptography;

namespace Locket.Cli.Tests.Harness;

/// <summary>Files too large to write out: holes, with a mark at both ends.</summary>
internal static class LargeFile
{
    public const long MiB = 1 << 20;

    public static string Make(CommandLineHarness harness, string name, long lengthInBytes)
    {
        string path = harness.Write(name, "the beginning");
        using FileStream file = File.OpenWrite(path);
        file.SetLength(lengthInBytes);
        file.Position = lengthInBytes - 3;
        file.Write("end"u8);
        return path;
    }

    public static string Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(file));
    }
}
