using System.Text;
using Locket.Files;
using Locket.Header;
using Locket.Payload;
using Locket.Secrets;
using Locket.Slots;

namespace Locket.Classic.Explanation;

/// <summary>Explains Locket's own format, with the library's own parts (docs/format.md).</summary>
internal static class LocketExplanation
{
    public const string Title = "Locket's own files";

    public const string Summary = "A random file key encrypts the content in chunks; slots in the header hold that key, each sealed "
        + "under a password or a key. Everything is authenticated before it is given out.";

    private const CipherSuite Suite = CipherSuite.Aes256;
    private const string SlotType = PasswordSlot.Argon2idType;

    public static void Explain(ExplanationContext context)
    {
        using Password password = Password.FromBytes(context.Secret.Bytes);
        using FileKeys keys = new(new SecretBytes(context.Random.Take("file key", SlotEnvelope.KeyInBytes)));
        context.Add(
            "A key for this file alone",
            "32 random bytes, from which HKDF makes one key for the header's MAC, one for the metadata and one for the content. No "
                + "other file has them, so no nonce can meet the same key twice.",
            ExplanationContext.Empty with { Values = context.Key("file key", keys.FileKey) });
        byte[] header = AddHeader(context, keys, AddSlot(context, password, keys));
        byte[] file = AddContent(context, keys, header);
        Attempt opened = Attempt.Of(() => LocketFile.Decrypt(file, [password]));
        context.Add(
            "The file",
            "The real reader opens it, as it would open one made by 'locket encrypt'.",
            ExplanationContext.Empty with
            {
                Layout =
                [
                    new("header", header.Length), new("salt", ChunkLayout.SaltInBytes), new("commitment", ChunkLayout.CommitmentInBytes),
                    new("content", context.Text.Length), new("tag", ChunkLayout.TagInBytes),
                ],
                Values = [opened.As("opened")],
            });
        AddAttacks(context, file, password, keys);
    }

    private static Stanza AddSlot(ExplanationContext context, Password password, FileKeys keys)
    {
        byte[] salt = context.Random.Take("salt", PasswordSlot.KdfSaltInBytes);
        byte[] slotSalt = context.Random.Take("slot salt", SlotEnvelope.SlotSaltInBytes);
        Argon2idParameters cost = Argon2idParameters.Default;
        using SecretBytes derived = password.DerivedKeys.GetOrDerive(
            salt, cost, () => KeyDerivation.Derive(password, salt, cost, CancellationToken.None));
        string[] arguments =
        [
            UnpaddedBase64.Encode(salt), ExplanationContext.Plain(cost.MemoryInKiB), ExplanationContext.Plain(cost.Passes),
            ExplanationContext.Plain(cost.Lanes), UnpaddedBase64.Encode(slotSalt),
        ];
        Stanza slot = SlotEnvelope.Wrap(derived.Span, SlotType, arguments, keys.FileKey);
        context.Add(
            "A slot for the password",
            $"Argon2id makes a key of the password with {ExplanationContext.Plain(cost.MemoryInKiB / 1024)} MiB of memory, "
                + $"{ExplanationContext.Plain(cost.Passes)} passes and a fresh salt: every guess costs as much. HKDF makes of it, bound "
                + "to the slot's whole first line, a key that seals the file key with AES-256-GCM, and a commitment, so that the slot "
                + "opens under one password only. A second password or a key is one more slot.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    ExplanationValue.Of("salt", salt),
                    .. context.Key("Argon2id's key", derived.Span),
                    ExplanationValue.Of("slot salt", slotSalt),
                    ExplanationValue.Of("commitment", slot.Body.Span[..32]),
                    ExplanationValue.Of("sealed file key", slot.Body.Span[32..64]),
                    ExplanationValue.Of("its tag", slot.Body.Span[64..]),
                ],
            });
        return slot;
    }

    private static byte[] AddHeader(ExplanationContext context, FileKeys keys, Stanza slot)
    {
        byte[] authenticated = HeaderWriter.WriteAuthenticated(new Intro(Suite, IsPadded: false), [slot]);
        using SecretBytes headerKey = keys.DeriveHeaderKey();
        byte[] mac = HeaderMac.Compute(headerKey.Span, authenticated);
        byte[] header = HeaderWriter.Finish(authenticated, mac);
        context.Add(
            "The header",
            "Lines of text: the version, the slots, and HMAC-SHA-256 under the file key's header key over all that stands before it.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    .. Encoding.ASCII.GetString(header).TrimEnd('\n').Split('\n').Select(
                        (line, index) => ExplanationValue.Of($"line {ExplanationContext.Plain(index + 1)}", line)),
                    .. context.Key("header key", headerKey.Span),
                    ExplanationValue.Of("MAC", mac),
                ],
            });
        return header;
    }

    private static byte[] AddContent(ExplanationContext context, FileKeys keys, byte[] header)
    {
        byte[] salt = context.Random.Take("payload salt", ChunkLayout.SaltInBytes);
        using SecretBytes payloadKey = keys.DerivePayloadKey(Suite);
        using ChunkKeys chunkKeys = ChunkKeys.Derive(Suite, payloadKey.Span, salt, new Intro(Suite, IsPadded: false).Line);
        using ChunkCipher cipher = chunkKeys.CreateCipher();
        byte[] chunks = new byte[ChunkLayout.SealedLength(context.Text.Length)];
        ChunkRun.Seal(cipher, firstChunk: 0, context.Text, isEnd: true, chunks);
        context.Add(
            "The content, in chunks",
            "HKDF makes of the payload key, a salt and the first line a key, a base nonce and a commitment. Chunk i, 16 KiB each, is "
                + "sealed with AES-256-GCM under base nonce xor i; only the last is shorter, so a cut end shows. This text is one chunk.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    ExplanationValue.Of("salt", salt),
                    .. context.Key("content key", chunkKeys.Key),
                    context.Hidden("base nonce", chunkKeys.BaseNonce),
                    ExplanationValue.Of("commitment", chunkKeys.Commitment),
                ],
                Rows =
                [
                    .. Blocks.Rows("C", chunks.AsSpan(..^ChunkLayout.TagInBytes)),
                    new("tag", chunks.AsMemory(chunks.Length - ChunkLayout.TagInBytes)),
                ],
            });
        return [.. header, .. salt, .. chunkKeys.Commitment, .. chunks];
    }

    private static void AddAttacks(ExplanationContext context, byte[] file, Password password, FileKeys keys)
    {
        context.Part = ExplanationPart.WhatGoesWrong;
        context.Add(
            "What it does not do",
            "The length shows, unless --pad hides it. A weak password falls to patient guessing, at 256 MiB a guess. Anyone who can "
                + "open a file can make another that opens: it is no signature. And who loses password and keys has lost the content.");
        context.Part = ExplanationPart.WhatLocketDoes;
        using SymmetricKey key = SymmetricKey.Generate();
        using KeyRecipient recipient = new(key);
        byte[] keyed = LocketFile.Encrypt(context.Text, [recipient]);
        byte[] second = LocketFile.Encrypt(context.Text, [recipient]);
        int content = file.Length - (int)ChunkLayout.SealedLength(context.Text.Length);
        using Password wrong = new("a wrong password");
        context.Add(
            "The attacks on this file",
            "What the classic schemes fall to, tried on the file above.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    Open(Blocks.Flip(file, content + context.Target, CbcAttacks.Mask), password).As("one bit of the content"),
                    Open(Blocks.Flip(file, "locket/v1 ".Length, 1), password).As("one bit of the first line"),
                    Open(Reheaded(file, keys), password).As("the MAC of another header"),
                    Open(file[..^Blocks.Length], password).As("without the last 16 bytes"),
                    Open(file, wrong).As("wrong password"),
                ],
            });
        context.Add(
            "Every bit and every length",
            "The same text under a random key, altered in every possible single bit, cut at every possible place, and opened.",
            ExplanationContext.Empty with { Values = LocketTrial.Try(context, keyed, second, key) });
    }

    /// <summary>The same header whose MAC was made for another first line, by somebody who has the file key.</summary>
    private static byte[] Reheaded(byte[] file, FileKeys keys)
    {
        int end = file.AsSpan().IndexOf("\n---"u8) + 4;
        byte[] other = [.. new Intro(CipherSuite.Aes128, IsPadded: false).Line, .. file.AsSpan(file.AsSpan().IndexOf((byte)'\n')..end)];
        using SecretBytes headerKey = keys.DeriveHeaderKey();
        byte[] header = HeaderWriter.Finish(file.AsSpan(0, end), HeaderMac.Compute(headerKey.Span, other));
        return [.. header, .. file.AsSpan(header.Length)];
    }

    private static Attempt Open(byte[] file, Credential credential) => Attempt.Of(() => LocketFile.Decrypt(file, [credential]));
}
