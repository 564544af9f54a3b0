using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Locket.Classic;

/// <summary>The four values of <see cref="CbcHmac"/>, which its functions return and take.</summary>
public sealed record CbcHmacMessage
{
    /// <summary>The IV's length in bytes.</summary>
    public const int IvLengthInBytes = 16;

    /// <summary>The MAC's length in bytes.</summary>
    public const int MacLengthInBytes = 32;

    /// <summary>The longest JSON form in bytes.</summary>
    public const int MaxJsonLengthInBytes = 96 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 2, AllowDuplicateProperties = false };

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The ciphertext as base64, which is what the MAC is over.</summary>
    public required string Ciphertext { get; init; }

    /// <summary>The IV, 16 bytes. It is not under the MAC: whoever flips its bits flips those of the plaintext's first 16 bytes.</summary>
    public required ReadOnlyMemory<byte> Iv { get; init; }

    /// <summary>The salt, 16 bytes as a rule. It is not under the MAC, but another one gives another key.</summary>
    public required ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>HMAC-SHA256 over the base64 text, 32 bytes.</summary>
    public required ReadOnlyMemory<byte> Mac { get; init; }

    /// <summary>
    /// Reads the JSON form: an object with <c>ciphertext</c>, <c>iv</c>, <c>salt</c> and <c>mac</c>, each base64. Others are ignored.
    /// </summary>
    /// <param name="json">UTF-8, at most <see cref="MaxJsonLengthInBytes"/> bytes.</param>
    /// <param name="message">The message.</param>
    /// <returns>False where it is not of this form.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out CbcHmacMessage? message)
    {
        message = null;
        if (json.Length > MaxJsonLengthInBytes)
        {
            return false;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !TryGet(root, "ciphertext", out JsonElement ciphertext)
                || !TryGetBytes(root, "iv", out byte[] iv) || iv.Length != IvLengthInBytes
                || !TryGetBytes(root, "salt", out byte[] salt) || salt.Length > ClassicLimits.MaxSaltLengthInBytes
                || !TryGetBytes(root, "mac", out byte[] mac) || mac.Length != MacLengthInBytes)
            {
                return false;
            }

            message = new() { Ciphertext = ciphertext.GetString()!, Iv = iv, Salt = salt, Mac = mac };
            return true;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string with half of a surrogate pair.
            return false;
        }
    }

    /// <summary>Writes the JSON form on one line.</summary>
    /// <returns>ASCII without a line end.</returns>
    public byte[] ToJson()
    {
        ArrayBufferWriter<byte> json = new(Ciphertext.Length + 256);
        using (Utf8JsonWriter writer = new(json, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("ciphertext"u8, Ciphertext);
            writer.WriteBase64String("iv"u8, Iv.Span);
            writer.WriteBase64String("salt"u8, Salt.Span);
            writer.WriteBase64String("mac"u8, Mac.Span);
            writer.WriteEndObject();
        }

        return json.WrittenSpan.ToArray();
    }

    private static bool TryGet(JsonElement root, string name, out JsonElement value)
        => root.TryGetProperty(name, out value) && value.ValueKind == JsonValueKind.String;

    private static bool TryGetBytes(JsonElement root, string name, out byte[] bytes)
    {
        bytes = [];
        return TryGet(root, name, out JsonElement value) && value.TryGetBytesFromBase64(out bytes!);
    }
}
