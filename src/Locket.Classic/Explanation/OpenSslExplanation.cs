using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Classic.OpenSsl;
using Locket.Secrets;

namespace Locket.Classic.Explanation;

/// <summary>Explains files of <c>openssl enc</c>.</summary>
internal static class OpenSslExplanation
{
    public const string Title = "files of 'openssl enc -aes-256-cbc -pbkdf2'";

    public const string Summary = "The file says \"Salted__\", a salt of 8 bytes, and the ciphertext. Key and IV both come of password "
        + "and salt. The file does not say which cipher, hash and iterations made it, and it has no check.";

    private const int KeyLength = 32;

    /// <summary>Of 256 random last bytes one is a right padding; so many passwords are tried at most.</summary>
    private const int MostGuesses = 10_000;

    public static async Task ExplainAsync(ExplanationContext context)
    {
        OpenSslEncOptions options = new();
        byte[] salt = context.Random.Take("salt", SaltedHeader.SaltInBytes);
        using SecretBytes keyAndIv = OpenSslKeys.Derive(context.Secret, salt, options);
        AddDerivation(context, options, salt, keyAndIv);
        byte[] padded = CbcSteps.AddPadding(context);
        byte[] message = CbcMessage.Encrypt(keyAndIv.Span[..KeyLength], keyAndIv.Span[KeyLength..], context.Text);
        if (context.ShowsSecrets)
        {
            CbcSteps.AddChaining(context, padded, message);
        }

        byte[] file = [.. SaltedHeader.Write(salt), .. message.AsSpan(Blocks.Length)];
        context.Add(
            "The file",
            "The IV is not stored, since it can be derived. The real reader opens the file.",
            ExplanationContext.Empty with
            {
                Layout = [new("Salted__", 8), new("salt", salt.Length), new("ciphertext", file.Length - 16)],
                Rows = [.. Blocks.Rows("F", file)],
                Values = [(await OpenAsync(file, context.Secret, options).ConfigureAwait(false)).As("opened")],
            });

        context.Part = ExplanationPart.WhatGoesWrong;
        await AddFlipAsync(context, file, options).ConfigureAwait(false);
        await AddCtrAsync(context, salt).ConfigureAwait(false);
        await AddWrongPasswordAsync(context, salt).ConfigureAwait(false);
        AddBytesToKey(context, salt);
        LocketTrial.Add(
            context,
            "A Locket file says how it was made and authenticates that too, so a wrong password is always told from a right one, and "
                + "nobody has to remember options. A guess costs Argon2id with 256 MiB instead of 10,000 hashes.");
    }

    private static void AddDerivation(
        ExplanationContext context, OpenSslEncOptions options, byte[] salt, SecretBytes keyAndIv) => context.Add(
        "Key and IV of the password",
        "PBKDF2 gives 48 bytes: 32 for the key, 16 for the IV. Without -iter there are 10,000 iterations. Equal passwords and equal "
            + "salts would give equal keys and equal IVs, and then equal texts equal files; a fresh salt of 8 bytes stands against it.",
        ExplanationContext.Empty with
        {
            Values =
            [
                ExplanationValue.Of("salt", salt),
                ExplanationValue.Of("derivation", context.Derivation("SHA256", options.Iterations, KeyLength + Blocks.Length)),
                .. context.Key("key", keyAndIv.Span[..KeyLength]),
                context.Hidden("IV", keyAndIv.Span[KeyLength..]),
            ],
        });

    private static async Task AddFlipAsync(ExplanationContext context, byte[] file, OpenSslEncOptions options)
    {
        int target = SaltedHeader.LengthInBytes + context.Target;
        Attempt attempt = await OpenAsync(Blocks.Flip(file, target, CbcAttacks.Mask), context.Secret, options).ConfigureAwait(false);
        Attempt cut = await OpenAsync(file[..^Blocks.Length], context.Secret, options).ConfigureAwait(false);
        context.Add(
            "One bit of the ciphertext",
            "There is no IV to alter, but there is the ciphertext: turning over a bit of C1 makes noise of the first block, and turns "
                + "over that very bit of the second. Only padding can complain, and it is seldom hit.",
            ExplanationContext.Empty with
            {
                Rows = attempt.Plaintext is { } plaintext ? Blocks.Compared("P", plaintext, context.Text) : [],
                Values = [attempt.As("the reader says"), cut.As("without the last block")],
            });
    }

    private static async Task AddCtrAsync(ExplanationContext context, byte[] salt)
    {
        OpenSslEncOptions ctr = new() { Cipher = OpenSslCipher.Aes256Ctr };
        using SecretBytes keyAndIv = OpenSslKeys.Derive(context.Secret, salt, ctr);
        byte[] ciphertext = new byte[context.Text.Length];
        using (CtrTransform transform = new(keyAndIv.Span[..KeyLength], keyAndIv.Span[KeyLength..]))
        {
            transform.Transform(context.Text, ciphertext);
        }

        byte[] file = [.. SaltedHeader.Write(salt), .. ciphertext];
        int target = SaltedHeader.LengthInBytes + context.Target;
        Attempt flipped = await OpenAsync(Blocks.Flip(file, target, CbcAttacks.Mask), context.Secret, ctr).ConfigureAwait(false);
        Attempt cut = await OpenAsync(file[..^1], context.Secret, ctr).ConfigureAwait(false);
        using ClassicSecret wrong = ClassicSecret.FromPassword("a wrong password");
        Attempt guessed = await OpenAsync(file, wrong, ctr).ConfigureAwait(false);
        context.Add(
            "With -aes-256-ctr",
            "Counter mode has not even padding: every alteration goes through bit by bit, every length is right, and a wrong password "
                + "gives noise instead of an error.",
            ExplanationContext.Empty with
            {
                Values = [flipped.As("one bit turned over"), cut.As("without the last byte"), guessed.As("wrong password")],
            });
    }

    private static async Task AddWrongPasswordAsync(ExplanationContext context, byte[] salt)
    {
        // The old derivation is one hash, so that hundreds of passwords are tried in a moment.
        OpenSslEncOptions old = new() { KeyDerivation = OpenSslKeyDerivation.BytesToKey };
        using SecretBytes keyAndIv = OpenSslKeys.Derive(context.Secret, salt, old);
        byte[] message = CbcMessage.Encrypt(keyAndIv.Span[..KeyLength], keyAndIv.Span[KeyLength..], context.Text);
        byte[] file = [.. SaltedHeader.Write(salt), .. message.AsSpan(Blocks.Length)];
        for (int number = 1; number <= MostGuesses; number++)
        {
            string password = $"wrong password {ExplanationContext.Plain(number)}";
            using ClassicSecret wrong = ClassicSecret.FromPassword(password);
            Attempt attempt = await OpenAsync(file, wrong, old).ConfigureAwait(false);
            if (attempt.Plaintext is { } noise)
            {
                context.Add(
                    "A wrong password that opens",
                    "The only check is the padding, and one of about 256 wrong keys makes a right one by chance. Passwords were tried "
                        + "until one went through: the reader gives out noise and reports success.",
                    ExplanationContext.Empty with
                    {
                        Values =
                        [
                            ExplanationValue.Of("refused before it", $"{ExplanationContext.Plain(number - 1)} wrong passwords"),
                            ExplanationValue.Of("taken for right", $"\"{password}\""),
                            ExplanationValue.Quoted("what came out", noise),
                        ],
                    });
                return;
            }
        }
    }

    private static void AddBytesToKey(ExplanationContext context, byte[] salt)
    {
        using SecretBytes keyAndIv = new(KeyLength + Blocks.Length);
        BytesToKey.Derive(context.Secret.Bytes, salt, HashAlgorithmName.MD5, keyAndIv.Span);
        context.Add(
            "Without -pbkdf2",
            "Older files use EVP_BytesToKey: D1 = MD5(password, salt), D2 = MD5(D1, password, salt), D3 = MD5(D2, password, salt), and "
                + "the key is D1 and D2, the IV D3. A guess costs one MD5 for 16 bytes of key; newer versions of openssl take SHA-256 "
                + "here, which costs hardly more.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    context.Hidden("D1", keyAndIv.Span[..16]),
                    context.Hidden("D2", keyAndIv.Span[16..32]),
                    context.Hidden("D3", keyAndIv.Span[32..]),
                ],
            });
    }

    private static Task<Attempt> OpenAsync(byte[] file, ClassicSecret secret, OpenSslEncOptions options)
        => Attempt.OfAsync(async plaintext =>
        {
            using MemoryStream source = new(file);
            await OpenSslEnc.DecryptAsync(source, plaintext, secret, options).ConfigureAwait(false);
        });
}
