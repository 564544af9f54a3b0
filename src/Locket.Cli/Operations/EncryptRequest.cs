using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>What <c>locket encrypt</c> was asked to do.</summary>
internal sealed record EncryptRequest
{
    public IReadOnlyList<string> Inputs { get; init; } = [];

    public string? Output { get; init; }

    public bool Recursive { get; init; }

    public bool Archive { get; init; }

    public bool Force { get; init; }

    /// <summary>Whether each file gets a salt of its own, so that nothing shows that they belong together.</summary>
    public bool Unlinkable { get; init; }

    /// <summary>The name to seal instead of the file's own.</summary>
    public string? Name { get; init; }

    /// <summary>Whether neither name nor time is sealed.</summary>
    public bool NoName { get; init; }

    public required PasswordKdf Kdf { get; init; }

    public required CredentialChoice Credentials { get; init; }

    /// <summary>Everything the library needs to know but the metadata.</summary>
    public required EncryptionOptions Options { get; init; }
}
