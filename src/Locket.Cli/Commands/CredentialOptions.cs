using System.CommandLine;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary>The options that say where passwords and keys come from. Never from an argument: other users can read those.</summary>
internal sealed class CredentialOptions
{
    public Option<bool> Ask { get; } = CommonOptions.Flag(
        "Ask for a password, also where a key file or another source is given", "--password", "-p");

    public Option<string[]> FromEnvironment { get; } = Source<string>(
        "--password-env", "VAR", "Take a password from an environment variable");

    public Option<string[]> FromFile { get; } = Source<string>(
        "--password-file", "FILE", "Take a password from a file; one final line end is not part of it");

    public Option<int[]> FromDescriptor { get; } = Descriptors();

    public Option<bool> FromInput { get; } = CommonOptions.Flag("Take a password from the standard input", "--password-stdin");

    public Option<string[]> KeyFiles { get; } = Source<string>("--key-file", "FILE", "Use a key file made by 'locket key new'", "-k");

    public IReadOnlyList<Option> All => [Ask, FromEnvironment, FromFile, FromDescriptor, FromInput, KeyFiles];

    public CredentialChoice Read(ParseResult parsed) => new()
    {
        Ask = parsed.GetValue(Ask),
        EnvironmentVariables = parsed.GetValue(FromEnvironment) ?? [],
        Files = parsed.GetValue(FromFile) ?? [],
        Descriptors = parsed.GetValue(FromDescriptor) ?? [],
        StandardInput = parsed.GetValue(FromInput),
        KeyFiles = parsed.GetValue(KeyFiles) ?? [],
    };

    private static Option<T[]> Source<T>(string name, string valueName, string description, params string[] aliases) => new(name, aliases)
    {
        HelpName = valueName,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private static Option<int[]> Descriptors()
    {
        Option<int[]> option = Source<int>("--password-fd", "N", "Take a password from an open file descriptor");
        option.CustomParser = result => [.. result.Tokens.Select(token => OptionParsers.Descriptor(result, token.Value))];
        return option;
    }
}
