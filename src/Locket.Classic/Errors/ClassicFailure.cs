namespace Locket.Classic;

/// <summary>Why classic bytes could not be opened: the coarse reason that a <see cref="ClassicException"/> carries.</summary>
public enum ClassicFailure
{
    /// <summary>The bytes cannot be of this scheme: no marker, broken base64, broken JSON, an impossible length.</summary>
    Malformed,

    /// <summary>The bytes end before the scheme's smallest or announced length.</summary>
    Truncated,

    /// <summary>
    /// The password or key is wrong, or the bytes were altered. One reason for all, since telling them apart would help an attacker.
    /// </summary>
    WrongKeyOrDamaged,

    /// <summary>More bytes or a costlier derivation than the caller allows.</summary>
    TooLarge,

    /// <summary>A version or feature of the scheme that Locket does not read.</summary>
    Unsupported,
}
