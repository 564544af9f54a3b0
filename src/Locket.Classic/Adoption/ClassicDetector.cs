using System.Buffers;
using Locket.Classic.Ciphers;
using Locket.Payload;

namespace Locket.Classic;

/// <summary>Finds out of which classic scheme a file is, by what its bytes say, and where they say nothing by its name.</summary>
/// <remarks>
/// In this order: Locket's own beginnings; <c>Salted__</c>, as it is or in base64; <c>AES</c> and a version; <c>cbc-hmac-v2</c>; JSON with
/// the four values of <c>cbc-hmac</c>; a name like <c>NAME.png.dat</c>. Files of <c>cbc-file</c>, <c>chat-cbc</c> and <c>socket-cbc</c>
/// look like random bytes and are never taken for granted.
/// </remarks>
public static class ClassicDetector
{
    private const int StartLengthInBytes = 64;
    private const int MinMessageLengthInBytes = 2 * CbcCipher.BlockLengthInBytes;

    /// <summary>The base64 of the shortest message.</summary>
    private const int MinBase64LengthInBytes = 44;

    private static readonly SearchValues<byte> Base64Characters
        = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n "u8);

    /// <summary>Looks at a file.</summary>
    /// <param name="source">The file, which can seek; it is left where it stood. Its start is read; of JSON all, at most 96 MiB.</param>
    /// <param name="fileName">Its name, which tells images; null where it has none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What it seems to be.</returns>
    /// <exception cref="ArgumentException">The source cannot seek.</exception>
    public static async Task<ClassicDetection> DetectAsync(
        Stream source, string? fileName = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!source.CanSeek)
        {
            throw new ArgumentException("what is looked at must be read once more afterwards, so it must be able to seek", nameof(source));
        }

        long position = source.Position;
        try
        {
            byte[] start = new byte[StartLengthInBytes];
            int length = await StreamRead.FillAsync(source, start, cancellationToken).ConfigureAwait(false);
            long total = source.Length - position;
            if (ByStart(start.AsSpan(0, length)) is ClassicDetection found)
            {
                return found;
            }

            if (start.AsSpan(0, length).TrimStart(" \t\r\n"u8) is [(byte)'{', ..] && total <= CbcHmacMessage.MaxJsonLengthInBytes)
            {
                source.Position = position;
                if (await IsCbcHmacAsync(source, cancellationToken).ConfigureAwait(false))
                {
                    return Found(AdoptionScheme.CbcHmac, "it is JSON with ciphertext, iv, salt and mac");
                }
            }

            return fileName is not null && GcmImageFolder.IsEncryptedImage(fileName) && total >= GcmImage.OverheadInBytes
                ? Found(AdoptionScheme.GcmImage, "it is called as gcm-image calls its files")
                : ByLength(start.AsSpan(0, length), total);
        }
        finally
        {
            source.Position = position;
        }
    }

    private static ClassicDetection? ByStart(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("locket/v1"u8) || start.TrimStart(" \t\r\n"u8).StartsWith("-----BEGIN LOCKET FILE-----"u8))
        {
            return new(Scheme: null, IsLocketFile: true, "it is a Locket file already", []);
        }

        if (OpenSslEnc.LooksLike(start))
        {
            return Found(AdoptionScheme.OpenSslEnc, "it begins with 'Salted__', as it is or in base64");
        }

        if (AesCryptFile.LooksLike(start))
        {
            return Found(AdoptionScheme.AesCrypt, "it begins with 'AES' and a version that AES Crypt has");
        }

        return start.StartsWith("cbc-hmac-v2"u8) ? Found(AdoptionScheme.CbcHmacV2, "it begins with 'cbc-hmac-v2'") : null;
    }

    private static async Task<bool> IsCbcHmacAsync(Stream source, CancellationToken cancellationToken)
    {
        (byte[] buffer, int length) = await BoundedReader.ReadAsync(
            source, prefixLengthInBytes: 0, CbcHmacMessage.MaxJsonLengthInBytes, cancellationToken).ConfigureAwait(false);
        return CbcHmacMessage.LooksLike(buffer.AsSpan(0, length));
    }

    private static ClassicDetection ByLength(ReadOnlySpan<byte> start, long length)
    {
        List<AdoptionScheme> possible = [];
        if (length >= MinBase64LengthInBytes && !start.ContainsAnyExcept(Base64Characters))
        {
            possible.Add(AdoptionScheme.SocketCbc);
        }

        if (length >= MinMessageLengthInBytes && length % CbcCipher.BlockLengthInBytes == 0)
        {
            possible.AddRange([AdoptionScheme.CbcFile, AdoptionScheme.ChatCbc]);
        }

        string reason = possible.Count == 0
            ? "nothing in its bytes or its name says that it is of a classic scheme"
            : $"nothing in its bytes says what it is; it could be of {string.Join(" or ", possible.Select(AdoptionSchemes.NameOf))}";
        return new(Scheme: null, IsLocketFile: false, reason, possible);
    }

    private static ClassicDetection Found(AdoptionScheme scheme, string reason) => new(scheme, IsLocketFile: false, reason, [scheme]);
}
