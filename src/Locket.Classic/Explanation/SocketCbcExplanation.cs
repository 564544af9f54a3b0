using System.Text;
using Locket.Classic.Ciphers;

namespace Locket.Classic.Explanation;

/// <summary>Explains <c>socket-cbc</c>.</summary>
internal static class SocketCbcExplanation
{
    public const string Title = "one message over TCP under a key that stands in the source";

    public const string Summary = "A client sends one message to TCP port 5000: base64 of an IV and AES-128-CBC ciphertext. The key is "
        + "a constant in both programs.";

    public static async Task ExplainAsync(ExplanationContext context)
    {
        byte[] iv = context.Random.Take("iv", Blocks.Length);
        context.Add(
            "The key",
            "No derivation, no salt: the bytes of the key stand in the source of both programs, \"Sixteen byte key\" in the published "
                + "ones.",
            ExplanationContext.Empty with { Values = context.Key("key", context.Secret.Bytes) });
        byte[] message = CbcSteps.Encrypt(context, context.Secret.Bytes, iv, "16 random bytes, new for every message.");
        byte[] base64 = Encoding.ASCII.GetBytes(Convert.ToBase64String(message));
        context.Add(
            "On the wire",
            "IV and ciphertext as base64, a third longer, in one send. The real reader opens it.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    ExplanationValue.Of("sent", Encoding.ASCII.GetString(base64)),
                    Open(base64, context.Secret).As("opened"),
                ],
            });

        context.Part = ExplanationPart.WhatGoesWrong;
        AddSource(context, base64);
        await CbcAttacks.FlipIvAsync(
            context,
            "The base64 is decoded, one bit of the IV turned over, and encoded again. That bit of the text is turned over, and nobody "
                + "notices.",
            message, 0, bytes => OpenBytes(bytes, context.Secret)).ConfigureAwait(false);
        await CbcAttacks.CutAsync(context, message, bytes => OpenBytes(bytes, context.Secret)).ConfigureAwait(false);
        CbcAttacks.RepeatIv(context, context.Secret.Bytes, iv);
        CbcAttacks.AskOracle(context, context.Secret.Bytes, message);
        LocketTrial.Add(
            context,
            "Locket has no key in its source. A key file is made at random for its owner alone (locket key new), each file has a key of "
                + "its own under it, and everything is authenticated. 'locket classic serve' and 'connect' take the old protocol's key "
                + "from a file or a variable.");
    }

    private static void AddSource(ExplanationContext context, byte[] base64)
    {
        byte[] published = "Sixteen byte key"u8.ToArray();
        using ClassicSecret fromSource = ClassicSecret.FromKey(published);
        context.Add(
            "A key in the source",
            "Whoever has the program has the key: from the repository, a tutorial, or the strings of a binary. It is the same for all "
                + "users, and it cannot be changed without changing every copy of the program. A stranger with the published source "
                + "tries its key on the message:",
            ExplanationContext.Empty with
            {
                Values = [ExplanationValue.Of("the source's key", published), Open(base64, fromSource).As("the stranger reads")],
            });
    }

    private static Task<Attempt> OpenBytes(byte[] message, ClassicSecret secret)
        => Task.FromResult(Open(Encoding.ASCII.GetBytes(Convert.ToBase64String(message)), secret));

    private static Attempt Open(byte[] base64, ClassicSecret secret) => Attempt.Of(() => SocketCbc.Decrypt(base64, secret));
}
