namespace Locket.Classic;

/// <summary>What it means that a classic file opened.</summary>
public enum AdoptionAssurance
{
    /// <summary>Nothing checks the content: a wrong password may go unnoticed (1 of 256), and so may altered bytes.</summary>
    NotAuthenticated,

    /// <summary>
    /// A wrong password is noticed, but not every altered byte: the first 16 of <c>cbc-hmac</c>, and up to 15 at the end of AES Crypt
    /// files before version 3.
    /// </summary>
    PartlyAuthenticated,

    /// <summary>The content is what was encrypted.</summary>
    Authenticated,
}
