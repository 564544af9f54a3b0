using System.Diagnostics;

namespace Locket.Tests.TestSupport;

/// <summary>Runs other programs, to compare with them.</summary>
internal static class Peer
{
    /// <summary>Returns the full path of a program on PATH, or skips (with CI=true: fails) the calling test.</summary>
    public static string Require(string program)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] names = OperatingSystem.IsWindows() ? [program + ".exe"] : [program];
        string? found = folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Absent.SkipOrFail($"The program {program} is not installed.");
        }

        return found!;
    }

    /// <summary>
    /// Runs a program to its end, feeding it <paramref name="input"/>; its streams are read as they come, so none can fill up.
    /// </summary>
    public static async Task<PeerResult> RunAsync(
        string path, IEnumerable<string> arguments, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{path} did not start.");
        Task<byte[]> outputs = ReadToEndAsync(process.StandardOutput.BaseStream, cancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading everything; its exit code tells.
        }

        byte[] output = await outputs;
        string error = await errors;
        await process.WaitForExitAsync(cancellationToken);
        return new PeerResult(process.ExitCode, output, error);
    }

    private static async Task<byte[]> ReadToEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}
