namespace Locket.Classic;

/// <summary>The classic schemes whose files can be adopted.</summary>
public enum AdoptionScheme
{
    /// <summary><c>cbc-file</c>, see <see cref="CbcFile"/>. Nothing in its bytes says so.</summary>
    CbcFile,

    /// <summary><c>cbc-hmac</c> as JSON, see <see cref="CbcHmacMessage"/>.</summary>
    CbcHmac,

    /// <summary><c>cbc-hmac-v2</c>, see <see cref="Locket.Classic.CbcHmacV2"/>.</summary>
    CbcHmacV2,

    /// <summary><c>gcm-image</c>, see <see cref="Locket.Classic.GcmImage"/>. Its name alone says so.</summary>
    GcmImage,

    /// <summary>A message of <c>chat-cbc</c> in a file, see <see cref="Locket.Classic.ChatCbc"/>. Nothing in its bytes says so.</summary>
    ChatCbc,

    /// <summary>A message of <c>socket-cbc</c> in a file, see <see cref="Locket.Classic.SocketCbc"/>. Nothing in it says so.</summary>
    SocketCbc,

    /// <summary><c>openssl-enc</c>, raw or base64, see <see cref="Locket.Classic.OpenSslEnc"/>.</summary>
    OpenSslEnc,

    /// <summary><c>aes-crypt</c>, versions 0 to 3, see <see cref="AesCryptFile"/>.</summary>
    AesCrypt,
}
