namespace Locket.Classic;

/// <summary>What it means that a classic file opened.</summary>
public enum AdoptionAssurance
{
    /// <summary>
    /// Nothing vouches for the content: a wrong password may go unnoticed (1 of 256 where the mode pads, each where it does not), and so
    /// may altered bytes. Such a classic file is never removed.
    /// </summary>
    NotAuthenticated,

    /// <summary>
    /// A wrong password is noticed, but not every altered byte: the first 16 of <c>cbc-hmac</c>, and up to 15 at the end of AES Crypt
    /// files before version 3.
    /// </summary>
    PartlyAuthenticated,

    /// <summary>The content is what was encrypted.</summary>
    Authenticated,
}
