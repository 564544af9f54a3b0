using Locket.Cli.Tests.Harness;

namespace Locket.Cli.Tests.Cases;

/// <summary>Something that runs the command for a case: this process, or the published program.</summary>
internal interface ICommandTarget
{
    Task<CommandResult> RunAsync(CommandLineHarness harness, IReadOnlyList<string> args, byte[] input);
}
