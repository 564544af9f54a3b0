using System.CommandLine;
using System.CommandLine.Invocation;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Help;

/// <summary><c>--version</c> where it stands with other options; alone it never comes this far (Program.cs).</summary>
internal sealed class ShowVersionOption : Option<bool>
{
    private CommandLineAction _action;

    public ShowVersionOption(CommandConsole console)
        : base("--version")
    {
        Description = "Show the version";
        Arity = ArgumentArity.Zero;
        _action = new PrintAction(console);
    }

    public override CommandLineAction? Action
    {
        get => _action;
        set => _action = value ?? throw new ArgumentNullException(nameof(value));
    }

    private sealed class PrintAction(CommandConsole console) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            console.Output.Write(ProductVersion.Line);
            return (int)ExitCode.Success;
        }
    }
}
