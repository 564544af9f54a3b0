using System.Text;
using Locket.Cli.Terminal;
using Xunit;

namespace Locket.Cli.Tests.Harness;

/// <summary>Runs the command in this process, in a folder of its own that goes away with the harness.</summary>
internal sealed class CommandLineHarness : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("locket-cli-");

    /// <summary>The folder that relative paths on the command line mean.</summary>
    public string Folder => _folder.FullName;

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>What a person types, in order; empty means that there is no terminal to ask on.</summary>
    public List<string> Answers { get; } = [];

    /// <summary>The questions that the last run asked.</summary>
    public IReadOnlyList<string> Questions { get; private set; } = [];

    public byte[] Input { get; set; } = [];

    /// <summary>Ctrl-C.</summary>
    public CancellationToken Interrupt { get; set; }

    public bool IsOutputTerminal { get; set; }

    public bool IsErrorTerminal { get; set; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where errors go instead of into the result.</summary>
    public Stream? ErrorStream { get; init; }

    /// <summary>A console for looking at the command tree without running it.</summary>
    public static CommandConsole EmptyConsole() => new(() => Stream.Null)
    {
        Output = Stream.Null,
        OutputText = TextWriter.Null,
        Error = TextWriter.Null,
        GetEnvironmentVariable = _ => null,
        PasswordPrompt = new ScriptedPrompt([]),
        WorkingDirectory = Path.GetTempPath(),
    };

    public async Task<CommandResult> RunAsync(params string[] args)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(
            Interrupt, TestContext.Current.CancellationToken);
        using MemoryStream input = new(Input, writable: false);
        using MemoryStream output = new();
        await using StreamWriter text = new(
            output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true)
        { AutoFlush = true, NewLine = "\n" };
        await using TextWriter error = ErrorStream is Stream stream
            ? new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" }
            : new StringWriter { NewLine = "\n" };
        ScriptedPrompt prompt = new(Answers);
        CommandConsole console = new(() => input)
        {
            Output = output,
            OutputText = text,
            Error = error,
            IsOutputTerminal = IsOutputTerminal,
            IsErrorTerminal = IsErrorTerminal,
            GetEnvironmentVariable = name => Environment.GetValueOrDefault(name),
            PasswordPrompt = prompt,
            WorkingDirectory = Folder,
            Time = Time,

            // The tests' own program does not become a decoder.
            PictureDecoder = [Path.Join(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Locket.Cli.exe" : "Locket.Cli"), "picture-decoder"],
        };
        int exitCode = await CommandLine.RunAsync(args, console, stop.Token);
        Questions = prompt.Questions;
        return new CommandResult(exitCode, output.ToArray(), error.ToString()!);
    }

    public string PathOf(string name) => Path.Join(Folder, name);

    /// <summary>Writes a file, and the folders on the way to it.</summary>
    public string Write(string name, ReadOnlySpan<byte> content)
    {
        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using FileStream file = File.Create(path);
        file.Write(content);
        return path;
    }

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    public bool Exists(string name) => Path.Exists(PathOf(name));

    /// <summary>Everything in the folder, relative and in ordinal order; folders end in '/'.</summary>
    public IReadOnlyList<string> Tree() =>
    [
        .. Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path) + (Directory.Exists(path) ? "/" : string.Empty))
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => _folder.Delete(recursive: true);
}
