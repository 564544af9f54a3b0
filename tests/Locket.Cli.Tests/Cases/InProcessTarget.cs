using System.Globalization;
using Locket.Cli.Tests.Harness;

namespace Locket.Cli.Tests.Cases;

/// <summary>Runs the command in the process of the tests.</summary>
internal sealed class InProcessTarget : ICommandTarget
{
    public async Task<CommandResult> RunAsync(CommandLineHarness harness, IReadOnlyList<string> args, byte[] input)
    {
        List<FileStream> opened = [];
        try
        {
            harness.Input = input;
            return await harness.RunAsync([.. args.Select(arg => CaseArguments.DescriptorFile(arg) is { } name ? Open(name) : arg)]);
        }
        finally
        {
            opened.ForEach(file => file.Dispose());
        }

        string Open(string name)
        {
            FileStream file = new(harness.PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            opened.Add(file);
            return file.SafeFileHandle.DangerousGetHandle().ToString(CultureInfo.InvariantCulture);
        }
    }
}
