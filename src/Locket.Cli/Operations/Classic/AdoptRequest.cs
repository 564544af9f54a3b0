using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>What <c>locket adopt</c> was asked to do.</summary>
internal sealed record AdoptRequest
{
    public IReadOnlyList<string> Inputs { get; init; } = [];

    public string? Output { get; init; }

    public bool Recursive { get; init; }

    public bool Delete { get; init; }

    public bool DryRun { get; init; }

    public bool AcceptUnverified { get; init; }

    public bool Json { get; init; }

    /// <summary>Null where each file is looked at.</summary>
    public ClassicScheme? Scheme { get; init; }

    public required ClassicParameters Parameters { get; init; }

    /// <summary>What opens the old files.</summary>
    public required CredentialChoice OldCredentials { get; init; }

    /// <summary>What will open the new files; where nothing is named, the old password.</summary>
    public required CredentialChoice NewCredentials { get; init; }

    public required PasswordKdf Kdf { get; init; }

    public required EncryptionOptions Encryption { get; init; }

    public required DecryptionOptions Decryption { get; init; }
}
