using System.CommandLine;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary>What will open the adopted files; where nothing is given, the old password.</summary>
internal sealed class AdoptCredentialOptions
{
    private readonly Option<bool> _ask = CommonOptions.Flag("Ask for a new password (default: the old one)", "--new-password");

    private readonly Option<string[]> _fromEnvironment = Source(
        "--new-password-env", "VAR", "Take a new password from an environment variable");

    private readonly Option<string[]> _fromFile = Source(
        "--new-password-file", "FILE", "Take a new password from a file; one final line end is not part of it");

    private readonly Option<string[]> _keyFiles = Source("--new-key-file", "FILE", "Use a key file made by 'locket key new'");

    public IReadOnlyList<Option> All => [_ask, _fromEnvironment, _fromFile, _keyFiles];

    public CredentialChoice Read(ParseResult parsed) => new()
    {
        Ask = parsed.GetValue(_ask),
        EnvironmentVariables = parsed.GetValue(_fromEnvironment) ?? [],
        Files = parsed.GetValue(_fromFile) ?? [],
        KeyFiles = parsed.GetValue(_keyFiles) ?? [],
    };

    private static Option<string[]> Source(string name, string valueName, string description) => new(name)
    {
        HelpName = valueName,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };
}
