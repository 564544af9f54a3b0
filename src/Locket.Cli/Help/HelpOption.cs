using System.CommandLine;
using System.CommandLine.Invocation;

namespace Locket.Cli.Help;

/// <summary><c>--help</c> everywhere; the names of other worlds (<c>/?</c>) would hide files of that name.</summary>
internal sealed class HelpOption : Option<bool>
{
    private CommandLineAction _action = new HelpAction();

    public HelpOption()
        : base("--help", "-h")
    {
        Description = "Show this help";
        Recursive = true;
        Arity = ArgumentArity.Zero;
    }

    public override CommandLineAction? Action
    {
        get => _action;
        set => _action = value ?? throw new ArgumentNullException(nameof(value));
    }
}
