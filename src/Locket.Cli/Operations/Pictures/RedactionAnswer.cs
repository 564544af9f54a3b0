using System.Text.Json;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures;

/// <summary>What <c>locket picture redact</c> and <c>reveal</c> have in common.</summary>
internal static class RedactionAnswer
{
    private const string Standard = "-";

    /// <exception cref="CommandException">It is the standard input.</exception>
    public static string RequireInput(string input) => string.Equals(input, Standard, StringComparison.Ordinal)
        ? throw CommandException.Usage("pictures are files: the standard input has no name", "name a picture")
        : input;

    /// <summary>The output that was named, which is a file or, where that makes sense, a folder.</summary>
    /// <exception cref="CommandException">None was named, or it cannot be.</exception>
    public static OutputPlace RequirePlace(CommandConsole console, string? output)
        => output is null or Standard
            ? throw CommandException.Usage("-o needs the name of a file", "pictures go to files, as in -o new.png")
            : OutputPlace.From(console, output, severalInputs: false);

    /// <exception cref="CommandException">None was named, or it cannot be.</exception>
    public static string RequireFile(CommandConsole console, string? output)
        => RequirePlace(console, output).File
            ?? throw CommandException.Usage($"'{output}' is a folder", "name the redacted picture with -o, so that its ending says what it is");

    public static async Task FailAsync(CommandRun run, string input, Exception failure, bool isJson)
    {
        Exception explained = RedactionErrors.Explain(failure);
        if (isJson)
        {
            Problem problem = ErrorTable.Explain(explained);
            ErrorJson error = new(input, problem.Reason, run.Console.AsGiven(problem.Message), (int)problem.Code);
            await run.Console.OutputText.WriteLineAsync(JsonSerializer.Serialize(error, AnswerJson.Readable.ErrorJson));
        }

        await run.FailAsync(input, explained);
    }
}
