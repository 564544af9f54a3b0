using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Classic.Explanation;

/// <summary>Explains <c>cbc-file</c>.</summary>
internal static class CbcFileExplanation
{
    public const string Title = "a file under AES-CBC, as the tutorials write it";

    public const string Summary = "A password and a salt that stands in the program's source make a key; the file is a random IV and "
        + "the AES-256-CBC ciphertext. It keeps a secret from those who only read. It has no way to notice that anything was changed.";

    public static async Task ExplainAsync(ExplanationContext context)
    {
        byte[] salt = context.Random.Take("salt", 32);
        CbcFileOptions options = new() { Salt = salt };
        using SecretBytes key = context.Derive(salt, options.Iterations, options.Hash, 32);
        using ClassicSecret raw = ClassicSecret.FromKey(key.Span);
        byte[] iv = context.Random.Take("iv", Blocks.Length);
        AddKey(context, options, salt, key.Span);
        byte[] file = CbcSteps.Encrypt(
            context, key.Span, iv, "16 random bytes, new for every file. The IV is no secret: it stands at the start of the file.");
        Attempt opened = await OpenAsync(file, context.Secret, options).ConfigureAwait(false);
        context.Add(
            "The file",
            "IV and ciphertext, nothing else: no name of the format, no salt, no iterations, no check. The real reader opens it.",
            ExplanationContext.Empty with
            {
                Layout = [new("IV", 16), new("ciphertext", file.Length - 16)],
                Values = [opened.As("opened")],
            });

        context.Part = ExplanationPart.WhatGoesWrong;
        await CbcAttacks.FlipIvAsync(
            context,
            "Decrypting combines the first block with the IV by exclusive or. So whoever turns over a bit of the IV turns over that bit "
                + "of the text and no other, without knowing the key. The reader notices nothing.",
            file, 0, bytes => OpenAsync(bytes, raw, options)).ConfigureAwait(false);
        await CbcAttacks.CutAsync(context, file, bytes => OpenAsync(bytes, raw, options)).ConfigureAwait(false);
        AddEqualSalts(context, options, salt, key.Span);
        CbcAttacks.RepeatIv(context, key.Span, iv);
        CbcAttacks.AskOracle(context, key.Span, file);
        context.Add(
            "The key on the disk",
            "The program writes the key to key.bin as it is: 32 bytes and nothing else. Whoever can copy that file opens everything; no "
                + "password is asked. It belongs into a folder that only its owner can read, or nowhere.",
            ExplanationContext.Empty with { Layout = [new("key.bin: the key", 32)] });
        LocketTrial.Add(
            context,
            "A Locket file derives the key with Argon2id (256 MiB, 3 passes) and a fresh salt that it carries itself, gives every file "
                + "a key of its own, and encrypts with AES-256-GCM in chunks that are authenticated before a byte of them leaves. Key "
                + "files say what they are.");
    }

    private static void AddKey(
        ExplanationContext context, CbcFileOptions options, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> key) => context.Add(
        "A key of the password",
        "PBKDF2 hashes password and salt again and again, 1000 times, which is PyCryptodome's default; with it comes SHA-1. The salt "
            + "stands in the source, so it is the same for every file and every user of the program.",
        ExplanationContext.Empty with
        {
            Values =
            [
                ExplanationValue.Of("salt", salt),
                ExplanationValue.Of("derivation", context.Derivation("SHA1", options.Iterations, 32)),
                .. context.Key("key", key),
            ],
        });

    private static void AddEqualSalts(ExplanationContext context, CbcFileOptions options, byte[] salt, ReadOnlySpan<byte> key)
    {
        using SecretBytes again = context.Derive(salt, options.Iterations, options.Hash, 32);
        using SecretBytes other = context.Derive(context.Random.Take("other salt", 32), options.Iterations, options.Hash, 32);
        context.Add(
            "The same salt for everybody",
            "Equal passwords and equal salts give equal keys. So one list of common passwords, hashed once, opens the files of all "
                + "users of the program. With a salt for each file every file has to be attacked on its own. (Shown are fingerprints.)",
            ExplanationContext.Empty with
            {
                Values =
                [
                    context.Fingerprint("one user's key", key),
                    context.Fingerprint("another user's key", again.Span),
                    ExplanationValue.Of("equal", CryptographicOperations.FixedTimeEquals(key, again.Span) ? "yes" : "no"),
                    context.Fingerprint("key with another salt", other.Span),
                ],
            });
    }

    private static Task<Attempt> OpenAsync(byte[] file, ClassicSecret secret, CbcFileOptions options) => Attempt.OfAsync(async plaintext =>
    {
        using MemoryStream source = new(file);
        await CbcFile.DecryptAsync(source, plaintext, secret, options).ConfigureAwait(false);
    });
}
