using Locket.Classic.Ciphers;

namespace Locket.Classic.Explanation;

/// <summary>The steps that all CBC schemes share: padding, IV, chaining.</summary>
internal static class CbcSteps
{
    /// <summary>Adds the steps and encrypts.</summary>
    /// <returns>IV and ciphertext.</returns>
    public static byte[] Encrypt(ExplanationContext context, ReadOnlySpan<byte> key, byte[] iv, string aboutIv)
    {
        byte[] padded = AddPadding(context);
        context.Add("The IV", aboutIv, ExplanationContext.Empty with { Rows = [new("IV", iv)] });
        byte[] message = CbcMessage.Encrypt(key, iv, context.Text);
        AddChaining(context, padded, message);
        return message;
    }

    /// <summary>Adds the step of padding.</summary>
    public static byte[] AddPadding(ExplanationContext context)
    {
        byte[] padded = Blocks.Pad(context.Text);
        int added = padded.Length - context.Text.Length;
        string what = $"AES takes blocks of 16 bytes, so PKCS#7 fills the last one up: {ExplanationContext.Plain(added)} bytes of value "
            + $"{ExplanationContext.Plain(added)} here. A text that ends with a block gets a whole block of padding, so that the end is "
            + "always clear.";
        context.Add("Padding", what, ExplanationContext.Empty with { Rows = Blocks.Compared("P", padded, context.Text) });
        return padded;
    }

    /// <summary>Adds the step of chaining.</summary>
    public static void AddChaining(ExplanationContext context, ReadOnlySpan<byte> padded, ReadOnlySpan<byte> message)
    {
        List<ExplanationRow> rows = [];
        for (int at = 0; at < padded.Length; at += Blocks.Length)
        {
            // In the message the block before is at the same place, since the IV comes first.
            ReadOnlySpan<byte> before = message.Slice(at, Blocks.Length);
            string number = ExplanationContext.Plain((at / Blocks.Length) + 1);
            string previous = at == 0 ? "IV" : $"C{ExplanationContext.Plain(at / Blocks.Length)}";
            rows.Add(new($"P{number} xor {previous}", Blocks.Xor(padded.Slice(at, Blocks.Length), before)));
            rows.Add(new($"C{number}", message.Slice(at + Blocks.Length, Blocks.Length).ToArray()));
        }

        context.Add(
            "Chaining and encrypting",
            "CBC combines each block with the ciphertext before it (the first with the IV) by exclusive or, and encrypts the result: C "
                + "= AES(key, P xor previous C). So equal blocks of text become different blocks of ciphertext.",
            ExplanationContext.Empty with { Rows = rows });
    }
}
