using System.Security.Cryptography;
using Locket.Classic.Ciphers;
using Locket.Classic.OpenSsl;

namespace Locket.Classic.Explanation;

/// <summary>Explains ECB, CBC, CTR and GCM side by side, with one key and one text.</summary>
internal sealed class ModesExplanation
{
    public const string Title = "AES in four modes: ECB, CBC, CTR, GCM side by side";

    public const string Summary = "AES turns one block of 16 bytes into another. A mode is the way to encrypt more than that. One text, "
        + "one random key, four modes: what each makes of equal blocks, of an altered bit, and of a picture.";

    private const int TagLength = 16;
    private const int SmallWidth = 36;
    private const int SmallHeight = 24;

    private readonly ExplanationContext _context;
    private readonly byte[] _key;
    private readonly byte[] _iv;
    private readonly byte[] _nonce;
    private readonly Aes _aes;

    private ModesExplanation(ExplanationContext context, Aes aes)
    {
        _context = context;
        _key = context.Random.Take("key", 32);
        _iv = context.Random.Take("iv", Blocks.Length);
        _nonce = context.Random.Take("nonce", 12);
        _aes = aes;
        _aes.SetKey(_key);
    }

    public static void Explain(ExplanationContext context)
    {
        using Aes aes = Aes.Create();
        ModesExplanation modes = new(context, aes);
        modes.AddBlock();
        modes.AddEcb();
        modes.AddCbc();
        modes.AddCtr();
        modes.AddGcm();
        context.Part = ExplanationPart.WhatGoesWrong;
        modes.AddFlips();
        context.Add(
            "Equal blocks in a picture",
            "A drawing whose pixels are four bytes each, so that a block is four pixels, was encrypted as it is and the ciphertext "
                + "drawn as pixels again. Under ECB equal blocks stay equal, and the drawing shows through. Under the others it is "
                + "noise.",
            ExplanationContext.Empty with { Pictures = modes.Pictures(SmallWidth, SmallHeight) });
        modes.AddTable();
        LocketTrial.Add(
            context,
            "Locket uses GCM, in chunks of 16 KiB, with a key for each file and a counted nonce for each chunk, so that nobody who uses "
                + "it has a mode, an IV or a nonce to choose.");
    }

    /// <summary>The drawing at any size, plain and under each mode, with the example's key.</summary>
    public static IReadOnlyList<ExplanationPicture> Pictures(ExplanationContext context, int width, int height)
    {
        using Aes aes = Aes.Create();
        return new ModesExplanation(context, aes).Pictures(width, height);
    }

    private IReadOnlyList<ExplanationPicture> Pictures(int width, int height)
    {
        byte[] plain = Padlock.Draw(width, height);
        byte[] gcm = Gcm(plain).Ciphertext;
        return
        [
            new("plain", "the drawing", width, height, plain),
            new("ecb", "under AES-ECB", width, height, Ecb(plain).AsMemory(0, plain.Length)),
            new("cbc", "under AES-CBC", width, height, Cbc(plain).AsMemory(Blocks.Length, plain.Length)),
            new("gcm", "under AES-GCM", width, height, gcm),
        ];
    }

    private void AddBlock()
    {
        byte[] block = _context.Text.AsSpan(0, Math.Min(Blocks.Length, _context.Text.Length)).ToArray();
        byte[] padded = block.Length < Blocks.Length ? Blocks.Pad(block) : block;
        byte[] once = _aes.EncryptEcb(padded, PaddingMode.None);
        byte[] near = _aes.EncryptEcb(Blocks.Flip(padded, 0, 1), PaddingMode.None);
        _context.Add(
            "One block",
            "AES with a key of 32 bytes makes of each block of 16 bytes another that looks random, always the same one. One bit of "
                + "difference before makes about half of all bits differ after.",
            ExplanationContext.Empty with
            {
                Values = [ExplanationValue.Of("key (public test value)", _key)],
                Rows =
                [
                    new("block", padded), new("AES", once),
                    new("one bit on", Blocks.Flip(padded, 0, 1)) { Marked = [0] }, new("AES", near),
                ],
                Conclusion = $"{ExplanationContext.Plain(DifferentBits(once, near))} of 128 bits differ.",
            });
    }

    private void AddEcb() => _context.Add(
        "ECB: each block for itself",
        "The text is padded and every block encrypted alone. Equal blocks of text give equal blocks of ciphertext.",
        ExplanationContext.Empty with
        {
            Rows = [.. Blocks.Rows("P", Blocks.Pad(_context.Text)), .. Blocks.Rows("C", Ecb(_context.Text))],
            Conclusion = Repeats(Ecb(_context.Text), "In ECB"),
        });

    private void AddCbc()
    {
        byte[] message = Cbc(_context.Text);
        _context.Add(
            "CBC: each block chained to the one before",
            "Before a block is encrypted, the ciphertext before it is combined with it by exclusive or; the first takes a random IV. "
                + "The text is padded.",
            ExplanationContext.Empty with
            {
                Rows = [new("IV", _iv), .. Blocks.Rows("C", message.AsSpan(Blocks.Length))],
                Conclusion = Repeats(message.AsSpan(Blocks.Length), "In CBC"),
            });
    }

    private void AddCtr()
    {
        byte[] keystream = Ctr(new byte[_context.Text.Length], _iv);
        byte[] ciphertext = Ctr(_context.Text, _iv);
        _context.Add(
            "CTR: a keystream from a counter",
            "AES encrypts a counter, and the text is combined with the result by exclusive or. Nothing is padded, any block can be "
                + "computed alone, and encrypting is the same as decrypting.",
            ExplanationContext.Empty with
            {
                Rows =
                [
                    new("counter", _iv), .. Blocks.Rows("keystrm ", keystream).Take(1),
                    .. Blocks.Rows("P", _context.Text).Take(1), .. Blocks.Rows("C", ciphertext),
                ],
                Conclusion = Repeats(ciphertext, "In CTR"),
            });
    }

    private void AddGcm()
    {
        (byte[] ciphertext, byte[] tag) = Gcm(_context.Text);
        byte[] counter = [.. _nonce, 0, 0, 0, 2];
        bool isCtr = Ctr(_context.Text, counter).AsSpan().SequenceEqual(ciphertext);
        _context.Add(
            "GCM: CTR with a tag",
            "The counter is a nonce of 12 bytes and a number. Over the ciphertext GCM computes a tag of 16 bytes, which only who has "
                + "the key can make; decrypting checks it first.",
            ExplanationContext.Empty with
            {
                Rows = [new("nonce", _nonce), .. Blocks.Rows("C", ciphertext), new("tag", tag)],
                Conclusion = isCtr
                    ? "CTR, started at nonce and 2, gives the same ciphertext: the tag is all the difference."
                    : "CTR gives another ciphertext, which cannot be.",
            });
    }

    private void AddFlips()
    {
        int target = _context.Target;
        byte[] cbc = Blocks.Flip(Cbc(_context.Text), Blocks.Length + target, CbcAttacks.Mask);
        byte[] ecb = _aes.DecryptEcb(Blocks.Flip(Ecb(_context.Text), target, CbcAttacks.Mask), PaddingMode.None);
        (byte[] ciphertext, byte[] tag) = Gcm(_context.Text);
        Attempt gcm = Attempt.Of(() => OpenGcm(Blocks.Flip(ciphertext, target, CbcAttacks.Mask), tag));
        _context.Add(
            "One bit of the ciphertext is altered",
            "The same bit of C1 was turned over in each. Three of four give out an altered text without a word.",
            ExplanationContext.Empty with
            {
                Values =
                [
                    ExplanationValue.Quoted("ECB", ecb.AsSpan(0, Math.Min(ecb.Length, _context.Text.Length))),
                    Attempt.Of(() => OpenCbc(cbc)).As("CBC"),
                    ExplanationValue.Quoted("CTR", Ctr(Blocks.Flip(Ctr(_context.Text, _iv), target, CbcAttacks.Mask), _iv)),
                    gcm.As("GCM"),
                ],
                Conclusion = "ECB and CBC make noise of the whole block, CBC also turns over that bit of the next; CTR turns over "
                    + "exactly that bit. Only GCM refuses.",
            });
    }

    private void AddTable() => _context.Add(
        "Side by side",
        "Of these, only GCM keeps content from being altered; the others need a MAC of their own over IV and ciphertext (as in "
            + "cbc-hmac-v2).",
        ExplanationContext.Empty with
        {
            Table = new(
                ["", "ECB", "CBC", "CTR", "GCM"],
                [
                    ["equal blocks hidden", "no", "yes", "yes", "yes"],
                    ["notices alterations", "no", "no", "no", "yes"],
                    ["needs for each text", "nothing", "random IV", "new counter", "new nonce"],
                    ["if that repeats", "-", "start shows", "texts leak", "texts, tag leak"],
                    ["padding", "yes", "yes", "no", "no"],
                    ["padding oracle", "possible", "possible", "no", "no"],
                    [
                        "bytes for this text", Length(Ecb(_context.Text)), Length(Cbc(_context.Text)),
                        Length(_iv, _context.Text), Length(_nonce, _context.Text, new byte[TagLength]),
                    ],
                    ["parts alone, parallel", "yes", "decrypting", "yes", "not the tag"],
                ]),
        });

    private static string Length(params byte[][] parts) => ExplanationContext.Plain(parts.Sum(part => part.Length));

    private static string Repeats(ReadOnlySpan<byte> ciphertext, string mode)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        int repeated = 0;
        for (int at = 0; at + Blocks.Length <= ciphertext.Length; at += Blocks.Length)
        {
            repeated += seen.Add(Convert.ToHexString(ciphertext.Slice(at, Blocks.Length))) ? 0 : 1;
        }

        return repeated switch
        {
            0 => $"{mode} no block of this ciphertext repeats another.",
            1 => $"{mode} one block of this ciphertext repeats another.",
            _ => $"{mode} {ExplanationContext.Plain(repeated)} blocks of this ciphertext repeat others.",
        };
    }

    private static int DifferentBits(byte[] left, byte[] right)
        => Blocks.Xor(left, right).Sum(value => int.PopCount(value));

    private byte[] Ecb(ReadOnlySpan<byte> text) => _aes.EncryptEcb(text, PaddingMode.PKCS7);

    private byte[] Cbc(ReadOnlySpan<byte> text) => CbcMessage.Encrypt(_key, _iv, text);

    private byte[] Ctr(ReadOnlySpan<byte> text, byte[] counter)
    {
        byte[] result = new byte[text.Length];
        using CtrTransform ctr = new(_key, counter);
        ctr.Transform(text, result);
        return result;
    }

    private (byte[] Ciphertext, byte[] Tag) Gcm(byte[] text)
    {
        byte[] ciphertext = new byte[text.Length];
        byte[] tag = new byte[TagLength];
        using AesGcm gcm = new(_key, TagLength);
        gcm.Encrypt(_nonce, text, ciphertext, tag);
        return (ciphertext, tag);
    }

    private byte[] OpenCbc(byte[] message)
        => CbcMessage.TryDecrypt(_key, message, out byte[]? text) ? text : throw CbcErrors.WrongKeyOrDamaged();

    private byte[] OpenGcm(byte[] ciphertext, byte[] tag)
    {
        byte[] text = new byte[ciphertext.Length];
        using AesGcm gcm = new(_key, TagLength);
        try
        {
            gcm.Decrypt(_nonce, ciphertext, tag, text);
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw CbcErrors.WrongKeyOrDamaged();
        }
    }
}
