namespace Locket.Header;

/// <summary>The bounds of a header (docs/format.md, "Limits"): all are checked before anything of that size is allocated.</summary>
internal static class HeaderLimits
{
    /// <summary>Bytes from the intro line to the line feed after the MAC: room for 64 slots and a thumbnail of 32 KiB.</summary>
    public const int MaxHeaderInBytes = 256 * 1024;

    /// <summary>Stanzas of any type.</summary>
    public const int MaxStanzas = 64;

    /// <summary>Columns of a full base64 line in a stanza's body (age v1 grammar).</summary>
    public const int BodyColumns = 64;

    /// <summary>HMAC-SHA-256.</summary>
    public const int MacInBytes = 32;
}
