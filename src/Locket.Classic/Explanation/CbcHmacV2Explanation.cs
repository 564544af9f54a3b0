using System.Buffers.Binary;
using Locket.Classic.Ciphers;
using Locket.Classic.Schemes;
using Locket.Secrets;

namespace Locket.Classic.Explanation;

/// <summary>Explains <c>cbc-hmac-v2</c>.</summary>
internal static class CbcHmacV2Explanation
{
    public const string Title = "AES-CBC with an HMAC, as it should be";

    public const string Summary = "Encrypt-then-MAC in the manner of RFC 7518 (A256CBC-HS512): two keys, and everything under the MAC: "
        + "parameters, salt, IV and ciphertext. For those who must use CBC.";

    private const int Iterations = 600_000;
    private const int HeaderLength = CbcHmacV2Header.LengthInBytes;

    public static async Task ExplainAsync(ExplanationContext context)
    {
        byte[] salt = context.Random.Take("salt", CbcHmacV2Header.SaltLengthInBytes);
        byte[] iv = context.Random.Take("iv", Blocks.Length);
        byte[] front = Header(salt);
        CbcHmacV2Header header = CbcHmacV2Header.Parse(front, Iterations);
        using AesCbcHmac aead = AddKeys(context, header, salt);
        byte[] padded = CbcSteps.AddPadding(context);
        (byte[] ciphertext, byte[] tag) = aead.Encrypt(iv, context.Text, front);
        context.Add("The IV", "16 random bytes, new for every file.", ExplanationContext.Empty with { Rows = [new("IV", iv)] });
        CbcSteps.AddChaining(context, padded, [.. iv, .. ciphertext]);
        byte[] file = [.. front, .. iv, .. ciphertext, .. tag];
        Attempt opened = await OpenAsync(file, context.Secret).ConfigureAwait(false);
        context.Add(
            "The tag",
            "The first 32 bytes of HMAC-SHA512 under the MAC key over header, IV, ciphertext and the header's length. The real reader "
                + "checks it over the whole file before it decrypts a byte.",
            ExplanationContext.Empty with
            {
                Layout = [new("header", HeaderLength), new("IV", 16), new("ciphertext", ciphertext.Length), new("tag", tag.Length)],
                Values = [ExplanationValue.Of("header", front), ExplanationValue.Of("tag", tag), opened.As("opened")],
            });

        context.Part = ExplanationPart.WhatGoesWrong;
        await CbcAttacks.FlipIvAsync(
            context,
            "The IV is under the MAC, so the attack that alters the first block of cbc-hmac is refused here.",
            file, HeaderLength, bytes => OpenAsync(bytes, context.Secret)).ConfigureAwait(false);
        Attempt cut = await OpenAsync(file[..^Blocks.Length], context.Secret).ConfigureAwait(false);
        Attempt cheaper = await OpenAsync(Blocks.Flip(file, 15, 1), context.Secret).ConfigureAwait(false);
        context.Add(
            "Cut, or with other parameters",
            "A cut file and one whose iterations were altered are refused in the same words as a wrong password, so that there is "
                + "nothing to learn from asking.",
            ExplanationContext.Empty with { Values = [cut.As("without the last 16 bytes"), cheaper.As("one iteration more or less")] });
        context.Add(
            "What remains",
            "The MAC stands at the end, so the whole file must be read before the first byte may leave, and a part cannot be read "
                + "alone. PBKDF2 needs no memory, so hardware made for guessing is fast. And CBC cannot encrypt on several processors "
                + "at once.");
        LocketTrial.Add(
            context,
            "A Locket file is authenticated in chunks of 16 KiB, so that it streams, seeks and uses every processor, and its password "
                + "costs 256 MiB of memory for every guess.");
    }

    private static byte[] Header(byte[] salt)
    {
        byte[] iterations = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(iterations, Iterations);
        return [.. "cbc-hmac-v2"u8, AesCbcHmacSuite.A256CbcHs512.Id, .. iterations, .. salt];
    }

    private static AesCbcHmac AddKeys(ExplanationContext context, CbcHmacV2Header header, byte[] salt)
    {
        int half = header.Suite.HalfKeyInBytes;
        using SecretBytes keys = context.Derive(salt, header.Iterations, header.Suite.Hash, header.Suite.KeyLengthInBytes);
        context.Add(
            "Two keys of the password",
            "PBKDF2 with HMAC-SHA512 and 600,000 iterations gives 64 bytes: the first half keys the MAC, the second AES. As one output "
                + "of the hash is exactly both, guessing one costs as much as guessing both.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    ExplanationValue.Of("salt", salt),
                    ExplanationValue.Of("derivation", context.Derivation("SHA512", header.Iterations, header.Suite.KeyLengthInBytes)),
                    .. context.Key("MAC key", keys.Span[..half]),
                    .. context.Key("AES key", keys.Span[half..]),
                ],
            });
        return new AesCbcHmac(header.Suite, keys.Span);
    }

    private static Task<Attempt> OpenAsync(byte[] file, ClassicSecret secret) => Attempt.OfAsync(async plaintext =>
    {
        using MemoryStream source = new(file);
        await CbcHmacV2.DecryptAsync(source, plaintext, secret).ConfigureAwait(false);
    });
}
