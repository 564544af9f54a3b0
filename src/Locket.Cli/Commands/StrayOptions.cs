using System.CommandLine;
using System.CommandLine.Parsing;
using Locket.Cli.Errors;

namespace Locket.Cli.Commands;

/// <summary>Finds mistyped options, which the parser takes for names of files, and values given to options that have none.</summary>
internal static class StrayOptions
{
    private const string EndOfOptions = "--";

    /// <exception cref="CommandException">There is one.</exception>
    public static void Refuse(IReadOnlyList<string> args, ParseResult parsed)
    {
        string[] options = [.. args.TakeWhile(arg => !string.Equals(arg, EndOfOptions, StringComparison.Ordinal))];
        string[] names = [.. args.Skip(options.Length + 1)];
        foreach (string option in options)
        {
            int end = option.AsSpan().IndexOfAny('=', ':');
            if (end > 0 && option[0] == '-' && Takes(parsed, option[..end]) is false)
            {
                throw CommandException.Usage($"{option[..end]} takes no value", Advice(parsed));
            }
        }

        IEnumerable<string> files = parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value);
        foreach (IGrouping<string, string> file in files.Where(file => file is ['-', _, ..]).GroupBy(file => file, StringComparer.Ordinal))
        {
            if (file.Count() > names.Count(name => string.Equals(name, file.Key, StringComparison.Ordinal)))
            {
                throw CommandException.Usage(
                    $"there is no option '{file.Key}'", $"{Advice(parsed)}; a file whose name begins with '-' stands after '--'");
            }
        }
    }

    /// <summary>Whether an option takes a value; null where there is no such option.</summary>
    private static bool? Takes(ParseResult parsed, string name)
        => parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options)
            .FirstOrDefault(option => string.Equals(option.Name, name, StringComparison.Ordinal) || option.Aliases.Contains(name))
            is { } found
            ? found.Arity.MaximumNumberOfValues > 0
            : null;

    private static string Advice(ParseResult parsed)
    {
        List<string> path = [];
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } result; at = at.Parent)
        {
            path.Insert(0, result.Command.Name);
        }

        return $"see 'locket {string.Join(' ', path)} --help'";
    }
}
