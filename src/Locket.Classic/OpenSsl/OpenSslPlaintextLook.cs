namespace Locket.Classic;

/// <summary>What the first 512 bytes of a plaintext look like; the later, the less likely by accident.</summary>
public enum OpenSslPlaintextLook
{
    /// <summary>Nothing known. So looks any accident, and so look many formats.</summary>
    Unknown,

    /// <summary>There is no plaintext.</summary>
    Empty,

    /// <summary>Text in UTF-8, or in UTF-16 with its mark, valid and without control characters.</summary>
    Text,

    /// <summary>It begins like a well-known kind of file.</summary>
    KnownFile,
}
