namespace Locket.Cli.Operations.Classic;

/// <summary>A row of the table of schemes: what the command has to know before it touches Locket.Classic.</summary>
internal sealed record ClassicScheme
{
    /// <summary>What <c>--scheme</c> takes.</summary>
    public required string Name { get; init; }

    /// <summary>Makes what does the work; called only by the classic commands while they run.</summary>
    public required Func<IClassicWorker> CreateWorker { get; init; }

    /// <summary>What a person must know who relies on what was decrypted or will be; null where nothing is amiss.</summary>
    public string? Warning { get; init; }

    /// <summary>The parameter options that mean something here, as they are typed.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Whether the format can be written.</summary>
    public bool CanEncrypt { get; init; } = true;

    /// <summary>Whether what is encrypted is text that fits a terminal.</summary>
    public bool IsText { get; init; }

    /// <summary>Whether the bytes of a password are the key itself.</summary>
    public bool PasswordIsKey { get; init; }

    /// <summary>The environment variable that holds the password where no option names one.</summary>
    public string? PasswordVariable { get; init; }

    /// <summary>Whether whole folders are taken, and outputs have names of their own.</summary>
    public bool TakesFolders { get; init; }
}
