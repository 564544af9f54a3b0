using Locket.Classic.Ciphers;

namespace Locket.Classic.Explanation;

/// <summary>What goes wrong with CBC, tried with the real readers.</summary>
internal static class CbcAttacks
{
    /// <summary>The bit that is turned over: it makes a "1" a "9".</summary>
    public const byte Mask = 0x08;

    /// <summary>Turns over one bit of the IV.</summary>
    /// <param name="context">The explanation.</param>
    /// <param name="text">What to say first.</param>
    /// <param name="bytes">The whole file or message.</param>
    /// <param name="ivOffset">Where the IV is in it.</param>
    /// <param name="open">The real reader.</param>
    public static async Task FlipIvAsync(
        ExplanationContext context, string text, byte[] bytes, int ivOffset, Func<byte[], Task<Attempt>> open)
    {
        int target = context.Target;
        byte[] altered = Blocks.Flip(bytes, ivOffset + target, Mask);
        Attempt attempt = await open(altered).ConfigureAwait(false);
        int first = Math.Min(Blocks.Length, context.Text.Length);
        byte[] iv = bytes[ivOffset..(ivOffset + Blocks.Length)];
        byte[] alteredIv = altered[ivOffset..(ivOffset + Blocks.Length)];
        List<ExplanationRow> rows = [new("IV before", iv) { Marked = [target] }, new("IV after", alteredIv) { Marked = [target] }];
        if (attempt.Plaintext is { } plaintext)
        {
            byte[] now = plaintext[..Math.Min(first, plaintext.Length)];
            rows.Add(new("P1 before", context.Text.AsMemory(0, first)) { Marked = [target] });
            rows.Add(new("P1 after", now) { Marked = Differences(context.Text.AsSpan(0, first), now) });
        }

        context.Add("One bit of the IV", text, ExplanationContext.Empty with { Rows = rows, Values = [attempt.As("the reader says")] });
    }

    /// <summary>Uses an IV twice.</summary>
    public static void RepeatIv(ExplanationContext context, ReadOnlySpan<byte> key, byte[] iv)
    {
        byte[] once = CbcMessage.Encrypt(key, iv, context.Text)[Blocks.Length..];
        byte[] again = CbcMessage.Encrypt(key, iv, context.Text)[Blocks.Length..];
        byte[] otherEnd = CbcMessage.Encrypt(key, iv, Blocks.Flip(context.Text, context.Text.Length - 1, 1))[Blocks.Length..];
        byte[] fresh = CbcMessage.Encrypt(key, context.Random.Take("second iv", Blocks.Length), context.Text)[Blocks.Length..];
        context.Add(
            "The same IV twice",
            "Under the same key and IV, equal texts give equal ciphertexts, and texts that begin alike give ciphertexts that begin "
                + "alike: whoever watches sees who repeats what. A fresh IV each time hides it.",
            ExplanationContext.Empty with
            {
                Rows =
                [
                    new("first C1", once.AsMemory(0, Blocks.Length)),
                    new("again C1", again.AsMemory(0, Blocks.Length)),
                    new("fresh IV", fresh.AsMemory(0, Blocks.Length)),
                ],
                Values =
                [
                    ExplanationValue.Of("same text, same IV", once.AsSpan().SequenceEqual(again) ? "equal in all bytes" : "different"),
                    ExplanationValue.Of("only the last byte differs", $"{EqualBlocks(once, otherEnd)} of {EqualBlocks(once, once)} "
                        + "blocks are equal"),
                    ExplanationValue.Of("same text, fresh IV", $"{EqualBlocks(once, fresh)} of {EqualBlocks(once, once)} blocks are equal"),
                ],
            });
    }

    /// <summary>Cuts blocks off at both ends.</summary>
    public static async Task CutAsync(ExplanationContext context, byte[] bytes, Func<byte[], Task<Attempt>> open)
    {
        Attempt withoutEnd = await open(bytes[..^Blocks.Length]).ConfigureAwait(false);
        Attempt withoutStart = await open(bytes[Blocks.Length..]).ConfigureAwait(false);
        context.Add(
            "A part is missing",
            "Without the last block the padding is missing, which is noticed unless the text happens to end like padding. Without the "
                + "first 16 bytes C1 serves as the IV, and the text lacks its first block: nothing in it says so.",
            ExplanationContext.Empty with
            {
                Values = [withoutEnd.As("without the last block"), withoutStart.As("without the first 16 bytes")],
            });
    }

    /// <summary>Finds out a byte of the text by asking only whether padding is right.</summary>
    public static void AskOracle(ExplanationContext context, ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        byte[] forged = [.. context.Random.Take("oracle", Blocks.Length), .. message.Slice(Blocks.Length, Blocks.Length)];
        int last = Blocks.Length - 1;
        int asked = 0;
        for (int guess = 0; guess <= byte.MaxValue; guess++)
        {
            forged[last] = (byte)guess;
            asked++;
            if (Accepts(key, forged))
            {
                // Longer padding, as 02 02, would be spoilt by altering the byte before.
                asked++;
                if (Accepts(key, Blocks.Flip(forged, last - 1, 1)))
                {
                    break;
                }
            }
        }

        // Padding of one byte is 01: so that is what the forged IV made of the last byte.
        byte found = (byte)(forged[last] ^ 1 ^ message[last]);
        byte real = Blocks.Pad(context.Text)[last];
        context.Add(
            "A padding oracle",
            "Somebody sends C1 behind an IV of his own, changes its last byte until the receiver no longer complains of the padding, "
                + "and then knows that the block's last byte became 01. From that follows what it was, without any key; the next bytes "
                + "fall in the same way, some 128 questions each. A receiver that answers bad padding differently from bad content, if "
                + "only by time, is such an oracle.",
            ExplanationContext.Empty with
            {
                Rows = [new("asked", forged) { Marked = [last] }],
                Values =
                [
                    ExplanationValue.Of("questions asked", ExplanationContext.Plain(asked)),
                    ExplanationValue.Of("byte 16 of the text", $"{forged[last]:x2} xor 01 xor {message[last]:x2} = {found:x2} "
                        + $"\"{ExplanationValue.Printable([found])}\""),
                    ExplanationValue.Of("is that right?", found == real ? "yes" : "no"),
                ],
            });
    }

    private static bool Accepts(ReadOnlySpan<byte> key, byte[] forged) => CbcMessage.TryDecrypt(key, forged, out _);

    private static int EqualBlocks(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int equal = 0;
        for (int at = 0; at < Math.Min(left.Length, right.Length); at += Blocks.Length)
        {
            equal += left.Slice(at, Blocks.Length).SequenceEqual(right.Slice(at, Blocks.Length)) ? 1 : 0;
        }

        return equal;
    }

    private static List<int> Differences(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        List<int> differences = [];
        for (int i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] != right[i])
            {
                differences.Add(i);
            }
        }

        return differences;
    }
}
