using System.Security.Cryptography;
using Locket.Classic.AesCrypt;
using Locket.Classic.Ciphers;
using Locket.Secrets;

namespace Locket.Classic.Explanation;

/// <summary>Explains files of AES Crypt, version 2, which most of them are.</summary>
internal static class AesCryptExplanation
{
    public const string Title = "files of AES Crypt (.aes), version 2";

    public const string Summary = "The password's key opens a session key, which encrypts the content with AES-256-CBC; both have an "
        + "HMAC. Sound in its plan, with two weak places: how passwords are hashed, and one byte that no HMAC covers.";

    private const byte Version = 2;

    public static async Task ExplainAsync(ExplanationContext context)
    {
        byte[] iv = context.Random.Take("iv", Blocks.Length);
        using SecretBytes session = new(context.Random.Take("session", AesCryptFormat.SessionInBytes));
        AesCryptInfo info = new(Version, AesCryptFormat.LegacyRounds, 0);
        AesCryptHeader header = new(info, 0, iv, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        using SecretBytes key = AesCryptKeys.DerivePasswordKey(header, context.Secret);
        context.Add(
            "A key of the password",
            "The first hash is the IV and 16 zero bytes; then, 8192 times, SHA-256 of the hash and the password as UTF-16. Version 3 "
                + "takes PBKDF2-HMAC-SHA512 instead, with the iterations in the file.",
            ExplanationContext.Empty with { Values = [ExplanationValue.Of("IV", iv), .. context.Key("password's key", key.Span)] });
        byte[] front = AddSession(context, iv, session, key.Span);
        byte[] file = AddContent(context, session, front);
        Attempt opened = await OpenAsync(file, context.Secret).ConfigureAwait(false);
        int size = context.Text.Length % Blocks.Length;
        context.Add(
            "The file",
            "At the end stand the number of bytes that count in the last block, and the HMAC. The real reader checks both HMACs before "
                + "it decrypts.",
            ExplanationContext.Empty with
            {
                Layout =
                [
                    new("AES 2 0", 5), new("ext", 2), new("IV", 16), new("session", 48), new("HMAC", 32),
                    new("ciphertext", file.Length - front.Length - 33), new("n", 1), new("HMAC", 32),
                ],
                Values = [ExplanationValue.Of("n", ExplanationContext.Plain(size)), opened.As("opened")],
            });

        context.Part = ExplanationPart.WhatGoesWrong;
        await AddAttacksAsync(context, file, front.Length).ConfigureAwait(false);
        LocketTrial.Add(
            context,
            "In a Locket file the length is authenticated with everything else, each chunk can be read as soon as it is there instead "
                + "of only after the last byte, a part can be read alone, and a guess at the password costs 256 MiB of memory for three "
                + "passes instead of 8192 hashes.");
    }

    private static byte[] AddSession(ExplanationContext context, byte[] iv, SecretBytes session, ReadOnlySpan<byte> key)
    {
        using CbcCipher cipher = new(key, iv);
        byte[] wrapped = new byte[AesCryptFormat.SessionInBytes];
        cipher.Encrypt(session.Span, wrapped);
        byte[] mac = HMACSHA256.HashData(key, wrapped);
        context.Add(
            "A session key",
            "A second IV and the key for the content are random. They are encrypted under the password's key, with an HMAC that tells a "
                + "wrong password at once.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    context.Hidden("session IV", session.Span[..Blocks.Length]),
                    .. context.Key("session key", session.Span[Blocks.Length..]),
                    ExplanationValue.Of("both, encrypted", wrapped),
                    ExplanationValue.Of("HMAC of that", mac),
                ],
            });
        return [.. AesCryptFormat.Magic, Version, 0, 0, 0, .. iv, .. wrapped, .. mac];
    }

    private static byte[] AddContent(ExplanationContext context, SecretBytes session, byte[] front)
    {
        byte[] padded = Blocks.Pad(context.Text);
        int size = context.Text.Length % Blocks.Length;

        // Versions before 3 add no block to a text that ends with one.
        padded = size == 0 ? padded[..^Blocks.Length] : padded;
        byte[] ciphertext = new byte[padded.Length];
        using CbcCipher cipher = new(session.Span[Blocks.Length..], session.Span[..Blocks.Length]);
        cipher.Encrypt(padded, ciphertext);
        byte[] mac = HMACSHA256.HashData(session.Span[Blocks.Length..], ciphertext);
        context.Add(
            "The content",
            "The last block is filled up, AES-256-CBC encrypts under the session key and IV, and the HMAC is over the ciphertext.",
            ExplanationContext.Empty with
            {
                Rows = [.. Blocks.Compared("P", padded, context.Text), .. Blocks.Rows("C", ciphertext)],
                Values = [ExplanationValue.Of("HMAC", mac)],
            });
        return [.. front, .. ciphertext, (byte)size, .. mac];
    }

    private static async Task AddAttacksAsync(ExplanationContext context, byte[] file, int contentOffset)
    {
        int place = file.Length - AesCryptFormat.MacInBytes - 1;
        byte[] altered = [.. file];
        altered[place] = 1;
        Attempt shorter = await OpenAsync(altered, context.Secret).ConfigureAwait(false);
        altered[place] = 0;
        Attempt longer = await OpenAsync(altered, context.Secret).ConfigureAwait(false);
        context.Add(
            "The byte that nothing covers",
            "The number of bytes in the last block is under no HMAC. Whoever alters it cuts up to 15 bytes off the end or adds what "
                + "filled the block up, and the reader notices nothing. Version 3 mended this.",
            ExplanationContext.Empty with { Values = [shorter.As("n = 1"), longer.As("n = 0, a full block")] });

        byte[] flipped = Blocks.Flip(file, contentOffset + context.Target, CbcAttacks.Mask);
        Attempt bit = await OpenAsync(flipped, context.Secret).ConfigureAwait(false);
        Attempt cut = await OpenAsync(file[..^Blocks.Length], context.Secret).ConfigureAwait(false);
        flipped = Blocks.Flip(file, contentOffset - AesCryptFormat.MacInBytes - 1, 1);
        Attempt session = await OpenAsync(flipped, context.Secret).ConfigureAwait(false);
        context.Add(
            "What is noticed",
            "Altered ciphertext and altered session keys fail their HMACs. The whole file has to be read for it before the first byte "
                + "may leave.",
            ExplanationContext.Empty with
            {
                Values = [bit.As("one bit of the ciphertext"), cut.As("without the last 16 bytes"), session.As("one bit of the session")],
            });
    }

    private static Task<Attempt> OpenAsync(byte[] file, ClassicSecret secret) => Attempt.OfAsync(async plaintext =>
    {
        using MemoryStream source = new(file);
        await AesCryptFile.DecryptAsync(source, plaintext, secret).ConfigureAwait(false);
    });
}
