using Locket.Payload;

namespace Locket.Classic.Explanation;

/// <summary>Tries on a real Locket file what was tried on a classic one.</summary>
internal static class LocketTrial
{
    /// <summary>Adds the steps that end every explanation of a classic scheme.</summary>
    public static void Add(ExplanationContext context, string instead)
    {
        using SymmetricKey key = SymmetricKey.Generate();
        using KeyRecipient recipient = new(key);
        byte[] file = LocketFile.Encrypt(context.Text, [recipient]);
        byte[] second = LocketFile.Encrypt(context.Text, [recipient]);
        context.Part = ExplanationPart.WhatLocketDoes;
        context.Add("Instead", instead);
        context.Add(
            "The same attacks on a Locket file",
            "The same text was encrypted as a Locket file under a random key, and the file was altered in every possible single bit, "
                + "and cut at every possible place, and then opened.",
            ExplanationContext.Empty with { Values = Try(context, file, second, key) });
    }

    /// <summary>Opens a Locket file with each of its bits turned over and at each shorter length.</summary>
    /// <returns>What came of it.</returns>
    public static IReadOnlyList<ExplanationValue> Try(ExplanationContext context, byte[] file, byte[] second, Credential credential)
    {
        int content = ContentOffset(file.Length, context.Text.Length);
        Attempt one = Open(Blocks.Flip(file, content + context.Target, CbcAttacks.Mask), credential);
        Attempt cut = Open(file[..^Blocks.Length], credential);
        int refusedBits = Enumerable.Range(0, file.Length * 8)
            .Count(bit => !Open(Blocks.Flip(file, bit / 8, (byte)(1 << (bit % 8))), credential).Opened);
        int refusedCuts = Enumerable.Range(0, file.Length).Count(length => !Open(file[..length], credential).Opened);
        return
        [
            Open(file, credential).As("unaltered"),
            one.As("one bit of the content"),
            cut.As("without the last 16 bytes"),
            ExplanationValue.Of(
                "every single bit", $"{ExplanationContext.Number(refusedBits)} of {ExplanationContext.Number(file.Length * 8)} altered "
                    + "files refused"),
            ExplanationValue.Of(
                "every shorter length", $"{ExplanationContext.Number(refusedCuts)} of {ExplanationContext.Number(file.Length)} cut files "
                    + "refused"),
            ExplanationValue.Of(
                "same text, same key again",
                file.AsSpan(content).SequenceEqual(second.AsSpan(content)) ? "equal ciphertexts" : "a different ciphertext"),
        ];
    }

    private static Attempt Open(byte[] file, Credential credential) => Attempt.Of(() => LocketFile.Decrypt(file, [credential]));

    private static int ContentOffset(int fileLength, int textLength) => fileLength - (int)ChunkLayout.SealedLength(textLength);
}
