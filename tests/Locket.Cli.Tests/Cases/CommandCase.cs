namespace Locket.Cli.Tests.Cases;

/// <summary>One file of <c>tests/testdata/cli/cases</c>.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Path">The file.</param>
/// <param name="Where">How the command is run.</param>
/// <param name="Needs">What the machine must have, as in <c>linux</c> or <c>mount</c>.</param>
/// <param name="Steps">What happens, in order.</param>
internal sealed record CommandCase(string Name, string Path, CaseWhere Where, IReadOnlyList<string> Needs, IReadOnlyList<CaseStep> Steps);
