using System.Diagnostics;
using System.Text;
using Xunit;

namespace Locket.Cli.Tests.Harness;

/// <summary>
/// The published program: the one that LOCKET_BINARY names, or what <c>./locket</c> keeps in artifacts/locket, published once where it is
/// missing or older than its sources.
/// </summary>
internal sealed class PublishedProgram
{
    private const string Variable = "LOCKET_BINARY";
    private static readonly Lazy<Task<PublishedProgram>> Instance = new(FindAsync);

    private PublishedProgram(string path)
    {
        Path = path;
    }

    public string Path { get; }

    public static Task<PublishedProgram> GetAsync() => Instance.Value;

    /// <summary>Runs the program to its end.</summary>
    public Task<CommandResult> RunAsync(
        IEnumerable<string> args,
        string folder,
        IReadOnlyDictionary<string, string>? environment = null,
        ReadOnlyMemory<byte> input = default)
        => RunAsync(StartInfo([Path, .. args], folder, environment), input);

    /// <summary>Runs a line of shell, in which <c>$LOCKET</c> is the program and <c>$@</c> the arguments.</summary>
    public Task<CommandResult> RunInShellAsync(
        string script,
        IEnumerable<string> args,
        string folder,
        IReadOnlyDictionary<string, string>? environment = null,
        ReadOnlyMemory<byte> input = default)
        => RunAsync(StartInfo(["/bin/sh", "-c", script, "sh", .. args], folder, environment), input);

    /// <summary>Runs the program without the rights that let root pass over permissions.</summary>
    public Task<CommandResult> RunWithoutSpecialRightsAsync(IEnumerable<string> args, string folder)
        => RunAsync(StartInfo([.. Machine.WithoutSpecialRights(), Path, .. args], folder, environment: null), default);

    /// <summary>
    /// How to start a program in a session of its own, so that no terminal of the tests is in its reach, and in a bare environment.
    /// </summary>
    public ProcessStartInfo StartInfo(IEnumerable<string> command, string folder, IReadOnlyDictionary<string, string>? environment)
    {
        string? session = Machine.FindProgram("setsid");
        string[] line = session is null ? [.. command] : [session, "--wait", .. command];
        ProcessStartInfo start = new(line[0], line[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        Dictionary<string, string?> kept = new(StringComparer.Ordinal);
        foreach (string name in (string[])["PATH", "HOME", "TMPDIR", "DOTNET_ROOT", "SystemRoot"])
        {
            kept[name] = Environment.GetEnvironmentVariable(name);
        }

        start.Environment.Clear();
        foreach ((string name, string? value) in kept.Where(pair => pair.Value is not null))
        {
            start.Environment[name] = value;
        }

        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["LOCKET"] = Path;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    public static async Task<CommandResult> RunAsync(ProcessStartInfo start, ReadOnlyMemory<byte> input)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using Process process = Process.Start(start)!;
        Task<byte[]> output = ReadAsync(process.StandardOutput.BaseStream, cancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended before it read everything; its exit code says why.
        }

        byte[] bytes = await output;
        string text = await error;
        await process.WaitForExitAsync(cancellationToken);
        return new CommandResult(process.ExitCode, bytes, text);
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using MemoryStream bytes = new();
        await stream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static async Task<PublishedProgram> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named)
                ? new PublishedProgram(System.IO.Path.GetFullPath(named))
                : throw new FileNotFoundException($"{Variable} names no program", named);
        }

        string script = System.IO.Path.Join(Repository.Root, "locket");
        string folder = System.IO.Path.Join(Repository.Root, "artifacts", "locket");
        string project = System.IO.Path.Join(Repository.Root, "src", "Locket.Cli");
        ProcessStartInfo publish = !OperatingSystem.IsWindows() && File.Exists(script)
            ? new ProcessStartInfo(script, ["--version"])
            : new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", folder, "-v", "q", "--nologo"]);
        publish.UseShellExecute = false;
        publish.RedirectStandardInput = publish.RedirectStandardOutput = publish.RedirectStandardError = true;
        CommandResult result = await RunAsync(publish, default);
        Assert.True(result.ExitCode == 0, $"publishing failed: {result.OutputText}{result.Error}");
        string ending = OperatingSystem.IsWindows() ? ".exe" : string.Empty;
        return new PublishedProgram(
            ((string[])["locket", "Locket.Cli"]).Select(name => System.IO.Path.Join(folder, name + ending)).First(File.Exists));
    }
}
