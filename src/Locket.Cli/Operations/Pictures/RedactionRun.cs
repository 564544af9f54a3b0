using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures;

/// <summary>What <c>locket picture redact</c> and <c>reveal</c> have in common: one picture in, one file out, and one answer.</summary>
internal sealed class RedactionRun
{
    private readonly CommandRun _run;
    private readonly string _input;
    private readonly bool _replaces;
    private readonly bool _isJson;

    public RedactionRun(CommandRun run, string input, bool replaces, bool isJson)
    {
        _run = run;
        _input = input;
        _replaces = replaces;
        _isJson = isJson;
    }

    /// <summary>Does it, and answers for what fails.</summary>
    public async Task<int> TryAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Exception explained = RedactionErrors.Explain(failure);
            Write(_run.Answer(_input, explained), AnswerJson.Readable.ErrorJson);
            await _run.FailAsync(_input, explained);
        }

        return (int)_run.Code;
    }

    /// <summary>The output that was named, which is a file or, where that makes sense, a folder.</summary>
    /// <exception cref="CommandException">None was named, or it cannot be.</exception>
    public OutputPlace RequirePlace(string? output)
        => output is null or "-"
            ? throw CommandException.Usage("-o needs the name of a file", "pictures go to files, as in -o new.png")
            : OutputPlace.From(_run.Console, output, severalInputs: false);

    /// <returns>The output's full path.</returns>
    /// <exception cref="LocketException">There is such a file, and it is not to be replaced.</exception>
    public string RequireFree(string output)
    {
        string path = _run.Console.FullPath(output);
        return _replaces || !Path.Exists(path) ? path : throw new LocketException(LocketFailure.OutputExists, $"{path} exists already");
    }

    /// <summary>Says what was done: to programs all of it, to people what became of the file.</summary>
    public void Done<T>(string output, T answer, JsonTypeInfo<T> type)
    {
        Write(answer, type);
        _run.Reporter.Done(_input, output);
    }

    private void Write<T>(T answer, JsonTypeInfo<T> type)
    {
        if (_isJson)
        {
            _run.Console.OutputText.WriteLine(JsonSerializer.Serialize(answer, type));
        }
    }
}
