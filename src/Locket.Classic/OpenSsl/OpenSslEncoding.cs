namespace Locket.Classic;

/// <summary>In which characters a file is.</summary>
public enum OpenSslEncoding
{
    /// <summary>Bytes as they are.</summary>
    Raw,

    /// <summary>Base64 in lines of 64 characters: <c>-a</c>.</summary>
    Base64,

    /// <summary>Base64 on one line without an end of line: <c>-a -A</c>.</summary>
    Base64OneLine,
}
