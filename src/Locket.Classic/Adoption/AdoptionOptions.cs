namespace Locket.Classic;

/// <summary>How files are adopted.</summary>
public sealed record AdoptionOptions
{
    /// <summary>The scheme of all files; null, the default, looks at each (<see cref="ClassicDetector"/>).</summary>
    public AdoptionScheme? Scheme { get; init; }

    /// <summary>How the classic files were made.</summary>
    public ClassicOpenOptions Opening { get; init; } = new();

    /// <summary>
    /// Whether to remove a classic file once its Locket file is on the disk and was compared; false by default. Content that nothing
    /// vouches for (<see cref="AdoptionAssurance.NotAuthenticated"/>) keeps its classic file all the same, whatever it looks like.
    /// </summary>
    public bool DeleteSource { get; init; }

    /// <summary>Whether to open and check everything, and write nothing; false by default.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// Whether to adopt content that no authentication vouches for and that looks like nothing known, as random bytes do that a wrong
    /// password gives; of modes without padding all but text of 32 bytes or more. False by default.
    /// </summary>
    public bool AcceptUnverified { get; init; }

    /// <summary>How the Locket files are made. Name and time of modification are filled in; nothing is ever replaced.</summary>
    public EncryptionOptions Encryption { get; init; } = new();

    /// <summary>Limits for reading Locket files.</summary>
    public DecryptionOptions Decryption { get; init; } = new();
}
