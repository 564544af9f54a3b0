using System.CommandLine;
using Locket.Cli.Errors;
using Locket.Cli.Operations.Pictures;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary>The layers of a redaction: for each name its rectangles, and where its passwords and keys come from.</summary>
internal sealed class LayerOptions
{
    private readonly Option<string[]> _areas = Named(
        "--layer", "NAME=AREA", "Hide a rectangle that only a layer's readers get back; a name may come again, with more rectangles");

    private readonly Option<string[]> _fromEnvironment = Named(
        "--layer-password-env", "NAME=VAR", "Take a layer's password from an environment variable");

    private readonly Option<string[]> _fromFile = Named("--layer-password-file", "NAME=FILE", "Take a layer's password from a file");

    private readonly Option<string[]> _keyFiles = Named("--layer-key-file", "NAME=FILE", "Use a key file for a layer");

    public IReadOnlyList<Option> All => [_areas, _fromEnvironment, _fromFile, _keyFiles];

    /// <exception cref="CommandException">A value has no name, a layer has no rectangle or nobody to read it.</exception>
    public IReadOnlyList<LayerRequest> Read(ParseResult parsed)
    {
        (string Name, string Value)[] areas = Pairs(parsed, _areas);
        (string Name, string Value)[] variables = Pairs(parsed, _fromEnvironment);
        (string Name, string Value)[] files = Pairs(parsed, _fromFile);
        (string Name, string Value)[] keys = Pairs(parsed, _keyFiles);
        foreach ((string name, _) in variables.Concat(files).Concat(keys))
        {
            if (!areas.Any(area => string.Equals(area.Name, name, StringComparison.Ordinal)))
            {
                throw CommandException.Usage($"there is no layer '{name}'", $"say what it hides: --layer {name}=X,Y,WIDTH,HEIGHT");
            }
        }

        LayerRequest[] layers =
        [
            .. areas.Select(area => area.Name).Distinct(StringComparer.Ordinal).Select(name => new LayerRequest(
                name,
                Of(areas, name),
                new CredentialChoice { EnvironmentVariables = Of(variables, name), Files = Of(files, name), KeyFiles = Of(keys, name) })),
        ];
        return Array.Find(layers, layer => !layer.Credentials.NamesAnything) is LayerRequest closed
            ? throw CommandException.Usage(
                $"nobody could open the layer '{closed.Name}'",
                $"use --layer-password-env {closed.Name}=VAR, --layer-password-file {closed.Name}=FILE or "
                    + $"--layer-key-file {closed.Name}=FILE")
            : layers;
    }

    private static Option<string[]> Named(string name, string valueName, string description) => new(name)
    {
        HelpName = valueName,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private static string[] Of((string Name, string Value)[] pairs, string name)
        => [.. pairs.Where(pair => string.Equals(pair.Name, name, StringComparison.Ordinal)).Select(pair => pair.Value)];

    private static (string Name, string Value)[] Pairs(ParseResult parsed, Option<string[]> option)
        => [.. (parsed.GetValue(option) ?? []).Select(text =>
        {
            int end = text.IndexOf('=', StringComparison.Ordinal);
            return end > 0 && end < text.Length - 1
                ? (text[..end], text[(end + 1)..])
                : throw CommandException.Usage($"'{text}' does not name a layer", $"write {option.Name} {option.HelpName}");
        })];
}
