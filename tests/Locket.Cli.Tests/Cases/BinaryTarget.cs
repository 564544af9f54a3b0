using Locket.Cli.Tests.Harness;

namespace Locket.Cli.Tests.Cases;

/// <summary>Runs the published program, without a terminal and with nothing of the tests' own environment.</summary>
internal sealed class BinaryTarget(PublishedProgram program) : ICommandTarget
{
    /// <summary>In a case's environment: permissions hold, also where the tests run as root.</summary>
    public const string OrdinaryRights = "LOCKET_TEST_ORDINARY_RIGHTS";

    private const int FirstDescriptor = 3;

    public async Task<CommandResult> RunAsync(CommandLineHarness harness, IReadOnlyList<string> args, byte[] input)
    {
        if (harness.Environment.ContainsKey(OrdinaryRights))
        {
            return await program.RunWithoutSpecialRightsAsync(args, harness.Folder);
        }

        string[] files = [.. args.Select(CaseArguments.DescriptorFile).OfType<string>()];
        if (files.Length == 0)
        {
            return await program.RunAsync(args, harness.Folder, harness.Environment, input);
        }

        // Only a shell can open a descriptor above 2 for the program.
        string redirections = string.Concat(files.Select((file, i) => $" {FirstDescriptor + i}<'{file}'"));
        int next = FirstDescriptor;
        string[] numbered = [.. args.Select(arg => CaseArguments.DescriptorFile(arg) is null ? arg : $"{next++}")];
        return await program.RunInShellAsync(
            $"exec \"$LOCKET\" \"$@\"{redirections}", numbered, harness.Folder, harness.Environment, input);
    }
}
