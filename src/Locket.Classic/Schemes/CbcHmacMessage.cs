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

    private const int MaxMembers = 16;

    /// <summary>More than any base64 value but the ciphertext takes, even with escaped characters.</summary>
    private const int MaxValueInBytes = 8 * ClassicLimits.MaxSaltLengthInBytes;

    private static readonly JsonReaderOptions Flat = new() { MaxDepth = 1 };

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
    /// Reads the JSON form: an object with <c>ciphertext</c>, <c>iv</c>, <c>salt</c> and <c>mac</c>, each base64. Others are
    /// ignored, up to twelve of them, but none may hold an object or an array.
    /// </summary>
    /// <param name="json">UTF-8, at most <see cref="MaxJsonLengthInBytes"/> bytes.</param>
    /// <param name="message">The message.</param>
    /// <returns>False where it is not of this form.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out CbcHmacMessage? message)
    {
        message = Read(json.Span, withCiphertext: true);
        return message is not null;
    }

    /// <summary>Whether this is the JSON form; without a copy of the ciphertext.</summary>
    internal static bool LooksLike(ReadOnlySpan<byte> json) => Read(json, withCiphertext: false) is not null;

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

    /// <summary>One pass, which ends at the first thing that this form does not have.</summary>
    private static CbcHmacMessage? Read(ReadOnlySpan<byte> json, bool withCiphertext)
    {
        if (json.Length > MaxJsonLengthInBytes)
        {
            return null;
        }

        try
        {
            Utf8JsonReader reader = new(json, Flat);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            string? ciphertext = null;
            byte[]? iv = null;
            byte[]? salt = null;
            byte[]? mac = null;
            for (int members = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; members++)
            {
                bool isTaken = members < MaxMembers
                    && (reader.ValueTextEquals("ciphertext"u8) ? TryTake(ref reader, withCiphertext, ref ciphertext)
                    : reader.ValueTextEquals("iv"u8) ? TryTake(ref reader, ref iv)
                    : reader.ValueTextEquals("salt"u8) ? TryTake(ref reader, ref salt)
                    : reader.ValueTextEquals("mac"u8) ? TryTake(ref reader, ref mac)
                    : reader.Read() && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray));
                if (!isTaken)
                {
                    return null;
                }
            }

            return !reader.Read() && ciphertext is not null && iv?.Length == IvLengthInBytes
                && salt?.Length <= ClassicLimits.MaxSaltLengthInBytes && mac?.Length == MacLengthInBytes
                    ? new() { Ciphertext = ciphertext, Iv = iv, Salt = salt, Mac = mac }
                    : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Not JSON, nested, or a string with half of a surrogate pair.
            return null;
        }
    }

    private static bool TryTake(ref Utf8JsonReader reader, bool isWanted, ref string? text)
    {
        if (text is not null || !reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        text = isWanted ? reader.GetString()! : string.Empty;
        return true;
    }

    private static bool TryTake(ref Utf8JsonReader reader, ref byte[]? bytes)
        => bytes is null && reader.Read() && reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length <= MaxValueInBytes
            && reader.TryGetBytesFromBase64(out bytes);
}
