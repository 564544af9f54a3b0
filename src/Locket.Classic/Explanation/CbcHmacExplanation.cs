using System.Security.Cryptography;
using System.Text;
using Locket.Secrets;

namespace Locket.Classic.Explanation;

/// <summary>Explains <c>cbc-hmac</c>.</summary>
internal static class CbcHmacExplanation
{
    public const string Title = "AES-CBC with an HMAC that forgets the IV";

    public const string Summary = "A password makes one key, which encrypts with AES-256-CBC and also keys an HMAC over the "
        + "ciphertext's base64. Four values come of it: ciphertext, IV, salt, MAC. The ciphertext cannot be altered unnoticed; the IV "
        + "can.";

    public static async Task ExplainAsync(ExplanationContext context)
    {
        CbcHmacOptions options = new();
        byte[] salt = context.Random.Take("salt", 16);
        using SecretBytes key = context.Derive(salt, options.Iterations, options.Hash, 32);
        byte[] iv = context.Random.Take("iv", Blocks.Length);
        context.Add(
            "A key of the password",
            "PBKDF2 with a fresh random salt and 200,000 iterations of SHA-256. One key comes of it, for two uses.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    ExplanationValue.Of("salt", salt),
                    ExplanationValue.Of("derivation", context.Derivation("SHA256", options.Iterations, 32)),
                    .. context.Key("key", key.Span),
                ],
            });
        byte[] encrypted = CbcSteps.Encrypt(context, key.Span, iv, "16 random bytes, new for every message.");
        CbcHmacMessage message = Authenticate(context, key.Span, salt, encrypted, options);

        context.Part = ExplanationPart.WhatGoesWrong;
        await CbcAttacks.FlipIvAsync(
            context,
            "The MAC covers the base64 of the ciphertext and nothing else. Turning over a bit of the IV turns over that bit of the "
                + "first block, and the MAC is still right: the first 16 bytes of the text are anybody's.",
            iv, 0, altered => Task.FromResult(Open(message with { Iv = altered }, context.Secret, options))).ConfigureAwait(false);
        AddOtherChanges(context, key.Span, message, options);
        CbcAttacks.RepeatIv(context, key.Span, iv);
        LocketTrial.Add(
            context,
            "cbc-hmac-v2 stands beside it for those who must use CBC: two keys, and the MAC over everything. A Locket file goes "
                + "further: its header's MAC covers every slot, each chunk its place and whether it is the last, and its password costs "
                + "memory to guess.");
    }

    private static CbcHmacMessage Authenticate(
        ExplanationContext context, ReadOnlySpan<byte> key, byte[] salt, byte[] encrypted, CbcHmacOptions options)
    {
        string base64 = Convert.ToBase64String(encrypted.AsSpan(Blocks.Length));
        byte[] mac = HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(base64));
        CbcHmacMessage message = new() { Ciphertext = base64, Iv = encrypted.AsMemory(0, Blocks.Length), Salt = salt, Mac = mac };
        context.Add(
            "The MAC",
            "HMAC-SHA256 under the same key, over the ciphertext as base64 text. The real reader checks it before it decrypts, and "
                + "opens the message.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    ExplanationValue.Of("ciphertext", base64),
                    ExplanationValue.Of("MAC", mac),
                    Open(message, context.Secret, options).As("opened"),
                ],
            });
        return message;
    }

    private static void AddOtherChanges(ExplanationContext context, ReadOnlySpan<byte> key, CbcHmacMessage message, CbcHmacOptions options)
    {
        byte[] ciphertext = Blocks.Flip(Convert.FromBase64String(message.Ciphertext), 0, 1);
        byte[] salt = Blocks.Flip(message.Salt.Span, 0, 1);
        using SecretBytes other = context.Derive(salt, options.Iterations, options.Hash, 32);
        context.Add(
            "What is noticed, and by what",
            "An altered ciphertext fails its MAC. An altered salt gives another key, whose MAC is another: noticed, though by luck of "
                + "the construction. One key for two algorithms is not broken here, but nobody has proved that it is sound either. (Of "
                + "keys, fingerprints are shown.)",
            ExplanationContext.Empty with
            {
                Values =
                [
                    Open(message with { Ciphertext = Convert.ToBase64String(ciphertext) }, context.Secret, options).As("one bit of the "
                        + "ciphertext"),
                    Open(message with { Salt = salt }, context.Secret, options).As("one bit of the salt"),
                    context.Fingerprint("the AES key", key),
                    context.Fingerprint("the HMAC key", key),
                    context.Fingerprint("key with the altered salt", other.Span),
                ],
            });
    }

    private static Attempt Open(CbcHmacMessage message, ClassicSecret secret, CbcHmacOptions options)
        => Attempt.Of(() => CbcHmac.Decrypt(message, secret, options));
}
