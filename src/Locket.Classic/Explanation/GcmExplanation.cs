using System.Security.Cryptography;
using Locket.Classic.OpenSsl;
using Locket.Secrets;

namespace Locket.Classic.Explanation;

/// <summary>Explains <c>gcm-image</c>.</summary>
internal static class GcmExplanation
{
    public const string Title = "pictures under AES-GCM";

    public const string Summary = "A password and a fresh salt make a key; the file is salt, nonce, tag and the AES-256-GCM ciphertext "
        + "of the picture's bytes. What is altered is noticed. The text of this explanation stands for the picture's bytes, which the "
        + "scheme does not look at.";

    private const int SaltLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static void Explain(ExplanationContext context)
    {
        GcmImageOptions options = new();
        byte[] salt = context.Random.Take("salt", SaltLength);
        byte[] nonce = context.Random.Take("nonce", NonceLength);
        using SecretBytes key = context.Derive(salt, options.Iterations, options.Hash, 32);
        context.Add(
            "A key of the password",
            "PBKDF2 with a fresh random salt and 100,000 iterations of SHA-256.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    ExplanationValue.Of("salt", salt),
                    ExplanationValue.Of("derivation", context.Derivation("SHA256", options.Iterations, 32)),
                    .. context.Key("key", key.Span),
                ],
            });
        (byte[] ciphertext, byte[] tag) = AddEncryption(context, key, nonce);
        byte[] file = [.. salt, .. nonce, .. tag, .. ciphertext];
        context.Add(
            "The file",
            "The tag depends on the key, the nonce and every byte of the ciphertext. The real reader checks it before it gives out "
                + "anything.",
            ExplanationContext.Empty with
            {
                Layout = [new("salt", SaltLength), new("nonce", NonceLength), new("tag", TagLength), new("ciphertext", ciphertext.Length)],
                Values = [ExplanationValue.Of("tag", tag), Open(file, context.Secret).As("opened")],
            });

        context.Part = ExplanationPart.WhatGoesWrong;
        int start = GcmImage.OverheadInBytes;
        context.Add(
            "What GCM notices",
            "A bit of nonce, tag or ciphertext, or a missing end: all are refused, in the same words as a wrong password.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    Open(Blocks.Flip(file, SaltLength, 1), context.Secret).As("one bit of the nonce"),
                    Open(Blocks.Flip(file, start + context.Target, CbcAttacks.Mask), context.Secret).As("one bit of the ciphertext"),
                    Open(file[..^1], context.Secret).As("without the last byte"),
                ],
            });
        AddRepeatedNonce(context, key.Span, nonce, ciphertext);
        context.Add(
            "What shows, and what can be swapped",
            "The name NAME.png.dat says what it is, and the length is that of the picture plus 44. The name is not under the tag: "
                + "whoever exchanges two files of one password by their names exchanges the pictures, and each still opens.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    ExplanationValue.Of("length of the file", ExplanationContext.Plain(file.Length)),
                    ExplanationValue.Of("so the picture has", $"{ExplanationContext.Plain(file.Length - start)} bytes"),
                ],
            });
        LocketTrial.Add(
            context,
            "A Locket file has the name sealed inside, can hide its length (--pad), costs 256 MiB of memory for each guess at the "
                + "password, and gives each file a key of its own, so that no nonce can ever be used twice under it. It is read in "
                + "chunks: no picture has to fit into memory.");
    }

    private static (byte[] Ciphertext, byte[] Tag) AddEncryption(ExplanationContext context, SecretBytes key, byte[] nonce)
    {
        byte[] ciphertext = new byte[context.Text.Length];
        byte[] tag = new byte[TagLength];
        using AesGcm gcm = new(key.Span, TagLength);
        gcm.Encrypt(nonce, context.Text, ciphertext, tag);

        // Counter 1 is kept for the tag; the text begins with 2 (NIST SP 800-38D, section 7.1).
        byte[] counter = [.. nonce, 0, 0, 0, 2];
        byte[] keystream = new byte[context.Text.Length];
        using (CtrTransform ctr = new(key.Span, counter))
        {
            ctr.Transform(keystream, keystream);
        }

        int first = Math.Min(Blocks.Length, context.Text.Length);
        byte[] sum = Blocks.Xor(context.Text, keystream);
        context.Add(
            "Counting and combining",
            "GCM encrypts a counter that begins with the nonce, and combines the result, the keystream, with the text by exclusive or. "
                + "No padding: the ciphertext is as long as the text.",
            ExplanationContext.Empty with
            {
                Rows =
                [
                    new("counter", counter),
                    new("keystream", keystream.AsMemory(0, first)),
                    new("text", context.Text.AsMemory(0, first)),
                    new("xor", sum.AsMemory(0, first)),
                    new("AES-GCM", ciphertext.AsMemory(0, first)),
                ],
                Conclusion = sum.AsSpan().SequenceEqual(ciphertext)
                    ? "The last two rows are equal: without its tag, GCM is counter mode."
                    : "The last two rows differ, which cannot be.",
            });
        return (ciphertext, tag);
    }

    private static void AddRepeatedNonce(ExplanationContext context, ReadOnlySpan<byte> key, byte[] nonce, byte[] ciphertext)
    {
        byte[] other = "A second secret, of somebody else and about something else."u8.ToArray();
        byte[] second = new byte[other.Length];
        using AesGcm gcm = new(key, TagLength);
        gcm.Encrypt(nonce, other, second, new byte[TagLength]);
        int length = Math.Min(Blocks.Length, Math.Min(other.Length, context.Text.Length));
        byte[] difference = Blocks.Xor(ciphertext.AsSpan(0, length), second.AsSpan(0, length));
        context.Add(
            "The same nonce twice",
            "Under the same key and nonce the keystream is the same, so it cancels out: the two ciphertexts combined are the two texts "
                + "combined, and who knows one reads the other. The tag's key can be computed as well. So a nonce must never repeat "
                + "under one key; here the fresh salt makes a key for each file.",
            ExplanationContext.Empty with
            {
                Rows =
                [
                    new("C xor C'", difference),
                    new("known text", context.Text.AsMemory(0, length)),
                    new("their xor", Blocks.Xor(difference, context.Text.AsSpan(0, length))),
                ],
                Conclusion = "The last row is the other text's beginning, read without the key.",
            });
    }

    private static Attempt Open(byte[] file, ClassicSecret secret) => Attempt.Of(() => GcmImage.Decrypt(file, secret));
}
