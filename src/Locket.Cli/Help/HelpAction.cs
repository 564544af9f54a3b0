using System.CommandLine;
using System.CommandLine.Invocation;

namespace Locket.Cli.Help;

/// <summary>Prints the help of the command at hand, whatever else is on the line.</summary>
internal sealed class HelpAction : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
        => HelpWriter.Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
}
