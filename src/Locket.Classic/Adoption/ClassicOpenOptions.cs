namespace Locket.Classic;

/// <summary>How classic files were made, for each scheme. The defaults are the programs' own parameters.</summary>
public sealed record ClassicOpenOptions
{
    /// <summary>For <c>cbc-file</c>, where a password needs a salt.</summary>
    public CbcFileOptions CbcFile { get; init; } = new();

    /// <summary>For <c>cbc-hmac</c>.</summary>
    public CbcHmacOptions CbcHmac { get; init; } = new();

    /// <summary>For <c>cbc-hmac-v2</c>: limits.</summary>
    public CbcHmacV2Options CbcHmacV2 { get; init; } = new();

    /// <summary>For <c>gcm-image</c>.</summary>
    public GcmImageOptions GcmImage { get; init; } = new();

    /// <summary>For <c>chat-cbc</c>.</summary>
    public ChatCbcOptions ChatCbc { get; init; } = new();

    /// <summary>For <c>openssl-enc</c>; null, the default, tries the common ways.</summary>
    public OpenSslEncOptions? OpenSslEnc { get; init; }

    /// <summary>For <c>aes-crypt</c>: limits.</summary>
    public AesCryptOptions AesCrypt { get; init; } = new();
}
