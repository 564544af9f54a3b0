using System.Security.Cryptography;
using Locket.Secrets;

namespace Locket.Classic.Explanation;

/// <summary>Explains <c>chat-cbc</c>.</summary>
internal static class ChatCbcExplanation
{
    public const string Title = "a chat over TCP whose password goes over the wire";

    public const string Summary = "Two people who share a password talk over TCP port 8000. The key comes of the password and the salt "
        + "\"salt\"; each message is an IV and AES-128-CBC ciphertext. First the server proves that it knows the password, then the "
        + "client sends it, unencrypted.";

    public static async Task ExplainAsync(ExplanationContext context)
    {
        ChatCbcOptions options = new();
        using SecretBytes key = context.Derive(options.Salt.Span, options.Iterations, options.Hash, 16);
        using ClassicSecret raw = ClassicSecret.FromKey(key.Span);
        byte[] iv = context.Random.Take("iv", Blocks.Length);
        context.Add(
            "A key of the password",
            "PBKDF2 with 100,000 iterations of SHA-256; the salt is the word \"salt\" for everybody. The first 16 of 32 bytes are the "
                + "key, for good: the program promises to renew keys and never does.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    ExplanationValue.Of("salt", options.Salt.Span),
                    ExplanationValue.Of("derivation", context.Derivation("SHA256", options.Iterations, 32)),
                    .. context.Key("key", key.Span),
                ],
            });
        AddHandshake(context, key.Span);
        byte[] message = CbcSteps.Encrypt(context, key.Span, iv, "16 random bytes, new for every message.");
        context.Add(
            "On the wire",
            "One send of IV and ciphertext for each message. Nothing says where a message ends but TCP's timing.",
            ExplanationContext.Empty with
            {
                Layout = [new("IV", 16), new("ciphertext", message.Length - 16)],
                Values = [Open(message, context.Secret).As("opened")],
            });

        context.Part = ExplanationPart.WhatGoesWrong;
        AddListener(context, raw, message);
        await CbcAttacks.FlipIvAsync(
            context,
            "Whoever sits between the two turns over a bit of the IV, and with it that bit of the message. Nobody notices.",
            message, 0, bytes => Task.FromResult(Open(bytes, raw))).ConfigureAwait(false);
        AddReplay(context, raw, message);
        CbcAttacks.AskOracle(context, key.Span, message);
        LocketTrial.Add(
            context,
            "A Locket file never needs its password to travel: it is sealed before it is sent, and whoever listens has the file and not "
                + "the key. Each file has a random salt, so equal passwords give different keys, and a changed, cut or repeated chunk "
                + "is refused.");
    }

    private static void AddHandshake(ExplanationContext context, ReadOnlySpan<byte> key)
    {
        byte[] password = context.Secret.Bytes.ToArray();
        try
        {
            byte[] proof = Ciphers.CbcMessage.Encrypt(key, context.Random.Take("handshake iv", Blocks.Length), password);
            context.Add(
                "Saying hello",
                "The server sends its password encrypted under itself. The client answers with the password as it is.",
                ExplanationContext.Empty with
                {
                    Rows = context.ShowsSecrets
                        ? [new("server", proof), new("client", password.ToArray()) { Marked = [.. Enumerable.Range(0, password.Length)] }]
                        : [new("server", proof)],
                    Values = [context.Hidden("the client's bytes", password)],
                    Conclusion = context.ShowsSecrets
                        ? "The client's row is what everybody on the way can read."
                        : "Your password is not shown here; over the wire it would be.",
                });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    private static void AddListener(ExplanationContext context, ClassicSecret raw, byte[] message)
    {
        // The listener's own derivation, from the bytes that the client sent in clear.
        using ClassicSecret heard = ClassicSecret.FromPasswordBytes(context.Secret.Bytes);
        using ClassicSecret derived = ChatCbc.DeriveKey(heard);
        context.Add(
            "Listening",
            "Whoever hears the client's answer has the password, makes the key of it, since the salt is known, and reads everything: "
                + "before, now and later. (Of keys, fingerprints are shown.)",
            ExplanationContext.Empty with
            {
                Values =
                [
                    context.Fingerprint("the talkers' key", raw.Bytes),
                    context.Fingerprint("the listener's key", derived.Bytes),
                    Open(message, derived).As("the listener reads"),
                ],
            });
    }

    private static void AddReplay(ExplanationContext context, ClassicSecret raw, byte[] message) => context.Add(
        "The same message again, and two at once",
        "A recorded message opens as often as it is sent: nothing counts. And where TCP delivers two messages together, the second's IV "
            + "is taken for ciphertext: the text gets padding and 16 bytes of noise in its middle, and no error.",
        ExplanationContext.Empty with
        {
            Values =
            [
                Open(message, raw).As("sent again"),
                Open([.. message, .. message], raw).As("two at once"),
            ],
        });

    private static Attempt Open(byte[] message, ClassicSecret secret) => Attempt.Of(() => ChatCbc.Decrypt(message, secret));
}
