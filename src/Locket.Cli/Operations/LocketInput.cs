using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>A Locket file that is to be read: a file, a pipe with a name, or the standard input.</summary>
internal sealed class LocketInput : IDisposable
{
    private const string StandardInput = "-";

    private readonly ReplayStream? _pipe;
    private readonly FileStream? _opened;
    private readonly long _start;

    private LocketInput(string name, string? path, ReplayStream? pipe, FileStream? opened = null)
    {
        Name = name;
        Path = path;
        _pipe = pipe;
        _opened = opened;
        _start = opened is { CanSeek: true } ? opened.Position : 0;
    }

    /// <summary>As the person named it.</summary>
    public string Name { get; }

    /// <summary>The full path, or <see langword="null"/> for the standard input.</summary>
    public string? Path { get; }

    public bool IsStandardInput => string.Equals(Name, StandardInput, StringComparison.Ordinal);

    /// <summary>Whether it can be read only once, from front to back.</summary>
    public bool IsPipe => _pipe is not null;

    /// <summary>The file's length, or 0 where nobody knows.</summary>
    public long LengthInBytes
    {
        get
        {
            if (Path is not null)
            {
                return new FileInfo(Path).Length;
            }

            return _opened is { CanSeek: true } ? _opened.Length - _start : 0;
        }
    }

    /// <exception cref="CommandException">The file is missing, a folder, or may not be read.</exception>
    public static LocketInput Open(CommandConsole console, string name)
    {
        if (string.Equals(name, StandardInput, StringComparison.Ordinal))
        {
            return console.Input is FileStream { CanSeek: true } redirected
                ? new(name, path: null, pipe: null, redirected)
                : new(name, path: null, new ReplayStream(console.Input));
        }

        string path = console.FullPath(name);
        if (Directory.Exists(path))
        {
            throw CommandException.Usage($"'{name}' is a folder", "name the files in it; 'locket decrypt --recursive' takes whole folders");
        }

        FileStream file = InputFile.Open(path);
        if (!file.CanSeek)
        {
            // Opening a pipe once more would lose what was read of it.
            return new(name, path, new ReplayStream(file), file);
        }

        file.Dispose();
        return new(name, path, pipe: null);
    }

    /// <summary>A Locket file that came out of another one, as out of a picture.</summary>
    /// <param name="name">The other one, as the person named it.</param>
    /// <param name="content">The Locket file.</param>
    public static LocketInput From(string name, byte[] content)
        => new(name, path: null, new ReplayStream(new MemoryStream(content, writable: false)));

    public FileInspection Inspect()
    {
        if (_pipe is null)
        {
            return Path is null ? LocketFile.Inspect(Rewound()) : LocketFile.Inspect(Path);
        }

        _pipe.Rewind();
        FileInspection inspection = LocketFile.Inspect(_pipe);
        _pipe.Rewind();
        return inspection;
    }

    public LocketReader OpenReader(IReadOnlyList<Credential> credentials, DecryptionOptions options, CancellationToken cancellationToken)
    {
        if (_pipe is null)
        {
            return Path is null
                ? LocketReader.Open(Rewound(), credentials, options, cancellationToken)
                : LocketReader.Open(Path, credentials, options, cancellationToken);
        }

        _pipe.Rewind();
        LocketReader reader = LocketReader.Open(_pipe, credentials, options, cancellationToken);
        _pipe.StopRecording();
        return reader;
    }

    /// <summary>A file that stands behind the standard input, from where it stood.</summary>
    private FileStream Rewound()
    {
        _opened!.Position = _start;
        return _opened;
    }

    public void Dispose()
    {
        _pipe?.Dispose();
        _opened?.Dispose();
    }
}
