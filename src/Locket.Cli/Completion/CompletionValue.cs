namespace Locket.Cli.Completion;

/// <summary>What may follow an option or stand as an argument.</summary>
internal enum CompletionValue
{
    /// <summary>Nothing: a flag.</summary>
    None,

    /// <summary>A file or folder.</summary>
    File,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>Anything; there is nothing to propose.</summary>
    Text,
}
