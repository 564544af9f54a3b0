using System.Globalization;
using Locket.Cli.Chat.Faces;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Client;
using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>What the commands inside the conversation do with files: <c>/send</c>, <c>/save</c> and <c>/drop</c>.</summary>
internal sealed class FileCommands
{
    /// <summary>How long the conversation stands still, at most, while a file is looked for or opened.</summary>
    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(5);

    private readonly IChatRoom _room;
    private readonly IChatFace _face;
    private readonly ChatSetup _setup;
    private readonly ChatEvents _events;
    private long? _newestFile;
    private long? _newestOffer;

    public FileCommands(IChatRoom room, IChatFace face, ChatSetup setup, ChatEvents events)
    {
        _room = room;
        _face = face;
        _setup = setup;
        _events = events;
    }

    /// <summary>Keeps in mind which files are the newest.</summary>
    public void Note(RoomEvent found)
    {
        _newestFile = (found as FileEnded)?.File ?? _newestFile;
        _newestOffer = (found as FileOffered)?.File ?? _newestOffer;
    }

    /// <summary>Sends a file.</summary>
    public async Task SendAsync(string file)
    {
        if (file.Length == 0)
        {
            throw CommandException.Usage("say which file: /send FILE");
        }

        string path = await FindAsync(file);
        FileStream content = await TellingAsync(
            () => WithinLimitAsync(() => SendableFile.Open(path)), path, $"{path} cannot be sent", "there is no such file");
        bool isTaken = false;
        try
        {
            if (content.Length > RoomClient.MaxFileInBytes)
            {
                throw CommandException.Usage(
                    $"a file has at most {Shown.Size(RoomClient.MaxFileInBytes)}, this has {Shown.Size(content.Length)}");
            }

            string name = Path.GetFileName(path);
            long length = content.Length;
            long local = await _room.SendFileAsync(content, name);
            isTaken = true;
            _face.ShowOwn(_events.New("own") with
            {
                Local = local,
                Text = $"{name}, {Shown.Size(length)}",
                Name = _setup.Name,
                Kind = "file",
            });
        }
        finally
        {
            if (!isTaken)
            {
                await content.DisposeAsync();
            }
        }
    }

    /// <summary>Gives a file up that is coming; without a number, the newest.</summary>
    public async Task DropAsync(string rest)
    {
        bool isNumber = long.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        if (!isNumber && rest.Length > 0)
        {
            throw CommandException.Usage("say which file: /drop N");
        }

        long file = isNumber ? FileOf(number) : _newestOffer ?? throw CommandException.Usage("no file came");
        await _room.DropFileAsync(file);
        _face.Show(_events.New("file-dropped") with { File = _events.NumberOf(file) });
    }

    /// <summary>Writes a file that came into a folder; without a number, the newest.</summary>
    public async Task SaveAsync(string rest)
    {
        string[] words = rest.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        bool isNumbered = long.TryParse(words.ElementAtOrDefault(0), NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        string folder = isNumbered ? words.ElementAtOrDefault(1) ?? string.Empty : rest;
        long file = (isNumbered ? FileOf(number) : _newestFile) ?? throw CommandException.Usage("no file came that could be saved");
        string full = await FindAsync(folder.Length > 0 ? folder : ".");
        if (!Directory.Exists(full))
        {
            throw CommandException.Usage($"there is no folder '{Shown.Text(folder)}'; /save [N] FOLDER writes into one that is there");
        }

        string path = await TellingAsync(
            () => _room.SaveFileAsync(file, full), full, $"the file cannot be saved in {full}", "nothing can be written there");
        _face.Show(_events.New("file-saved") with { File = _events.NumberOf(file), Path = path });
    }

    /// <summary>Says what could not be done, and to what: the system says only why.</summary>
    private static async Task<T> TellingAsync<T>(Func<Task<T>> act, string path, string what, string whereMissing)
    {
        try
        {
            return await act();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Problem problem = ErrorTable.Explain(failure);
            bool isMissing = failure is FileNotFoundException or DirectoryNotFoundException;
            throw new CommandException(
                problem.Code,
                isMissing ? $"{what}: {whereMissing}"
                : problem.Message.Contains(path, StringComparison.Ordinal) ? problem.Message
                : $"{what}: {problem.Message}");
        }
    }

    private Task<string> FindAsync(string typed) => TellingAsync(
        () => WithinLimitAsync(() => TypedPath.Resolve(_setup.Console, typed)), typed, $"{typed} cannot be looked at", "nothing is there");

    /// <summary>Apart from the conversation, which a file system that does not answer must not stop.</summary>
    private static async Task<T> WithinLimitAsync<T>(Func<T> act)
    {
        Task<T> acting = Task.Run(act);
        try
        {
            return await acting.WaitAsync(LongestOpening);
        }
        catch (TimeoutException late)
        {
            _ = acting.ContinueWith(
                acted => (acted.Result as IDisposable)?.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default);
            throw new IOException("its file system does not answer", late);
        }
    }

    private long FileOf(long number) => _events.FileOf(number) ?? throw CommandException.Usage(
        _events.NewestFile == 0 ? "no file came yet" : string.Create(
            CultureInfo.InvariantCulture, $"there is no file {number}; the newest is {_events.NewestFile}"));
}
