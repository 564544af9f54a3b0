using Locket.Payload;

namespace Locket.Classic.OpenSsl;

/// <summary>The only header of <c>openssl enc</c>: <c>Salted__</c> and 8 bytes of salt.</summary>
internal static class SaltedHeader
{
    public const int SaltInBytes = 8;
    public const int IvInBytes = 16;

    public static ReadOnlySpan<byte> Magic => "Salted__"u8;

    public static int LengthInBytes => Magic.Length + SaltInBytes;

    /// <summary>What base64 of the magic and any salt begins with.</summary>
    public static ReadOnlySpan<byte> Base64Magic => "U2FsdGVkX1"u8;

    public static byte[] Write(ReadOnlySpan<byte> salt) => [.. Magic, .. salt];

    /// <summary>Finds the salt, in raw bytes or in base64.</summary>
    /// <param name="source">The file, from where it stands.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The salt; the ciphertext after it; and whether it was base64.</returns>
    public static async Task<(byte[] Salt, Stream Ciphertext, bool IsBase64)> ReadAsync(Stream source, CancellationToken cancellationToken)
    {
        byte[] start = new byte[LengthInBytes];
        int length = await StreamRead.FillAsync(source, start, cancellationToken).ConfigureAwait(false);
        if (start.AsSpan(0, length).StartsWith(Magic))
        {
            return (TakeSalt(start, length), source, false);
        }

        // Raw bytes can only begin with the magic, so whatever else there is can only be base64.
        Base64ReadStream decoded = new(new PrefixedStream(start.AsMemory(0, length), source));
        byte[] first = new byte[LengthInBytes];
        try
        {
            length = await StreamRead.FillAsync(decoded, first, cancellationToken).ConfigureAwait(false);
        }
        catch (ClassicException) when (!OpenSslEnc.LooksLike(start))
        {
            throw NotSalted();
        }

        return first.AsSpan(0, length).StartsWith(Magic)
            ? (TakeSalt(first, length), decoded, true)
            : throw NotSalted();
    }

    private static byte[] TakeSalt(byte[] start, int length)
        => length == LengthInBytes
            ? start[Magic.Length..]
            : throw new ClassicException(ClassicFailure.Truncated, "the file ends within its salt");

    private static ClassicException NotSalted()
        => new(
            ClassicFailure.Malformed,
            "this is no salted file of openssl enc: it begins with \"Salted__\" neither as it is nor in base64");
}
