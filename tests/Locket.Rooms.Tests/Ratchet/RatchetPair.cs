using System.Text;
using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Ratchet;

/// <summary>Both sides of a session, and what tests do with them.</summary>
internal sealed class RatchetPair : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public RatchetPair(CipherSuite suite = CipherSuite.Aes256, IRandomSource? randomOfA = null, IRandomSource? randomOfB = null)
    {
        SeededRandom keys = new("keys of a session");
        byte[] secret = new byte[RatchetStart.KeyInBytes];
        byte[] headerKeyOfA = new byte[RatchetStart.KeyInBytes];
        byte[] headerKeyOfB = new byte[RatchetStart.KeyInBytes];
        keys.Fill(secret);
        keys.Fill(headerKeyOfA);
        keys.Fill(headerKeyOfB);
        RatchetStart start = new() { Suite = suite, Secret = secret, HeaderKeyOfA = headerKeyOfA, HeaderKeyOfB = headerKeyOfB };
        P256PrivateKey keyOfB = keys.CreateKey();
        using P256Point point = keyOfB.ExportPublicPoint();
        A = RatchetSession.CreateA(start, point, randomOfA ?? new SystemRandom(), Start);
        B = RatchetSession.CreateB(start, keyOfB, randomOfB ?? new SystemRandom(), Start);
    }

    public static byte[] Data => "bound"u8.ToArray();

    public RatchetSession A { get; set; }

    public RatchetSession B { get; set; }

    /// <summary>A pair in which each side has read something of the other.</summary>
    public static RatchetPair Talking(CipherSuite suite = CipherSuite.Aes256)
    {
        RatchetPair pair = new(suite);
        Pass(pair.A, pair.B);
        Pass(pair.B, pair.A);
        return pair;
    }

    public static byte[] Seal(RatchetSession side, string text = "text") => side.Seal(Encoding.UTF8.GetBytes(text), Data);

    public static void Pass(RatchetSession from, RatchetSession to, string text = "text") => Opens(to, Seal(from, text), text);

    public static void Opens(RatchetSession side, byte[] message, string text = "text")
    {
        Assert.True(side.TryOpen(message, Data, Start, out SecretBytes? plaintext, out OpenFailure failure), $"{failure}");
        using (plaintext)
        {
            Assert.Equal(text, Encoding.UTF8.GetString(plaintext.Span));
            Assert.Equal(OpenFailure.None, failure);
        }
    }

    /// <summary>Checks the reason, and that the state is as it was.</summary>
    public static void Refuses(RatchetSession side, byte[] message, OpenFailure reason) => Refuses(side, message, Data, reason);

    public static void Refuses(RatchetSession side, byte[] message, byte[] data, OpenFailure reason)
    {
        byte[] before = SavedBytes(side);
        Assert.False(side.TryOpen(message, data, Start.AddDays(1), out SecretBytes? plaintext, out OpenFailure failure));
        Assert.Null(plaintext);
        Assert.Equal(reason, failure);
        Assert.Equal(before, SavedBytes(side));
    }

    public static byte[] SavedBytes(RatchetSession side)
    {
        using SecretBytes saved = side.Save();
        return saved.Span.ToArray();
    }

    public static RatchetSession Restore(byte[] saved, IRandomSource? random = null)
    {
        Assert.True(RatchetSession.TryRestore(saved, random ?? new SystemRandom(), out RatchetSession? session));
        return session;
    }

    public static RatchetState StateOf(RatchetSession side)
    {
        Assert.True(SavedRatchet.TryRead(SavedBytes(side), out RatchetState? state));
        return state;
    }

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }
}
