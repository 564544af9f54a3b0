using Locket.Header;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

/// <summary>Headers that ask for much, or hold what they must not.</summary>
public sealed class HostileHeaderTests
{
    /// <summary>What refusing may allocate: the buffers of reading a header, and nothing like what the header asks for.</summary>
    private const long RefusalInBytes = 256 * 1024;

    private static readonly Password Word = new("password");

    public static TheoryData<string[]> TooCostly => new()
    {
        (string[])["m 1048577 1 1"],
        (string[])["m 4294967295 4294967295 16777215"],
        (string[])["m 4294967295 1 1"],
        (string[])["m 1048576 5 1"],
        (string[])["m 1048576 4 1", "m 8 1 1"],
        (string[])["m 8 4294967295 1"],
        (string[])["m 8 524289 1"],
        (string[])["i 10000001"],
        (string[])["i 4294967295"],
        (string[])["i 10000000", "i 1"],
        (string[])["m 8 1 1", "m 8 1 1", "m 8 1 1", "m 8 1 1", "m 8 1 1"],
        (string[])["i 1", "i 1", "i 1", "i 1", "m 8 1 1"],
        (string[])["m 8 1 1", "i 1", "m 8 4294967295 1"],
    };

    [Theory]
    [MemberData(nameof(TooCostly))]
    public async Task Open_CostsBeyondTheLimit_IsRefusedBeforeAnythingIsDerived(string[] asked)
    {
        byte[] file = new Forge { Before = Slots(asked) }.Build();
        foreach (ReadPath path in ReadPaths.All)
        {
            Outcome outcome = await path.ReadAsync(file, [Word]);
            Assert.Equal(LocketFailure.TooCostly, outcome.Failure);
        }

        // The first derivation alone would take the memory or the time that the header asks for.
        _ = LocketFile.TryDecrypt(file, [Word], out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(LocketFile.TryDecrypt(file, [Word], out _));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < RefusalInBytes, $"{allocated} bytes allocated");
        Assert.Equal(0, Word.DerivedKeys.Count);
    }

    [Theory]
    [MemberData(nameof(TooCostly))]
    public async Task Open_CostsBeyondTheLimitButWithAKeyOrInspecting_IsNotRefused(string[] asked)
    {
        byte[] file = new Forge { Before = Slots(asked) }.Build();
        foreach (ReadPath path in ReadPaths.All)
        {
            Assert.Null((await path.ReadAsync(file, [Samples.Key])).Failure);
        }

        Assert.Equal(asked.Length + 1, LocketFile.Inspect(new MemoryStream(file)).Slots.Count);

        // Behind the key slot they are never reached, whatever else the caller holds.
        byte[] keyFirst = new Forge { After = Slots(asked) }.Build();
        foreach (ReadPath path in ReadPaths.All)
        {
            Assert.Null((await path.ReadAsync(keyFirst, [Word, Samples.Key])).Failure);
        }
    }

    [Fact]
    public void Open_CostsAtTheLimit_AreNotTooCostly()
    {
        // Not derived: the slots stand behind the one that opens, and are judged with it when a password is tried first.
        Locket.Slots.Slot[] slots = [.. Slots(["m 1048576 3 4", "m 1048568 1 1", "i 9999999", "i 1"]).Select(Locket.Slots.Slot.Parse)];
        Locket.Slots.SlotCosts.Check(slots, DecryptionOptions.DefaultMaxKdfMemoryInKiB);

        LocketException failure = Assert.Throws<LocketException>(() => Locket.Slots.SlotCosts.Check(slots, (1 << 20) - 1));
        Assert.Equal(LocketFailure.TooCostly, failure.Reason);
        Assert.Throws<LocketException>(
            () => Locket.Slots.SlotCosts.Check([.. slots, Locket.Slots.Slot.Parse(Forge.Argon2id("8", "1", "1"))], int.MaxValue));
    }

    [Fact]
    public void Open_MemoryAboveTheCallersLimit_IsTooCostlyAndBelowItOpens()
    {
        using Password password = new("p");
        using PasswordRecipient recipient = new(password, new Argon2idParameters { MemoryInKiB = 64, Passes = 1, Lanes = 1 });
        byte[] file = LocketFile.Encrypt("x"u8, [recipient]);

        Assert.Equal("x"u8.ToArray(), LocketFile.Decrypt(file, [password], new DecryptionOptions { MaxKdfMemoryInKiB = 64 }));
        LocketException failure = Assert.Throws<LocketException>(
            () => LocketFile.Decrypt(file, [password], new DecryptionOptions { MaxKdfMemoryInKiB = 63 }));
        Assert.Equal(LocketFailure.TooCostly, failure.Reason);
    }

    [Theory]
    [InlineData("-> key !!!!!!!!!!! AAAA")]
    [InlineData("-> key")]
    [InlineData("-> argon2id a b c d e f g")]
    [InlineData("->")]
    [InlineData("-> ")]
    [InlineData("->  key")]
    [InlineData("-> key ")]
    [InlineData("-> k\tey")]
    [InlineData("-> k\u00e9y")]
    [InlineData(" -> key")]
    [InlineData("")]
    [InlineData("locket/v1 256")]
    public async Task Open_MalformedStanza_IsDamagedHeader(string line)
    {
        byte[] file = Forge.FromText($"locket/v1 256\n{line}\n\n--- {new string('A', 43)}\n");
        foreach (ReadPath path in ReadPaths.All)
        {
            Assert.Equal(LocketFailure.DamagedHeader, (await path.ReadAsync(file, Samples.Credentials)).Failure);
        }

        Assert.Equal(LocketFailure.DamagedHeader, Assert.Throws<LocketException>(() => LocketFile.Inspect(new OddStream(file))).Reason);
    }

    [Fact]
    public void Open_NumbersThatAreNotCanonical_AreDamagedHeader()
    {
        foreach (string number in (string[])["0", "00", "01", "+1", "-1", "1.0", "1e3", "4294967296", "10000000000", "0x10", "\u0661", "1_000"])
        {
            Stanza[] stanzas =
            [
                Forge.Argon2id(number, "1", "1"),
                Forge.Argon2id("64", number, "1"),
                Forge.Argon2id("64", "1", number),
                Forge.Pbkdf2(number),
            ];
            foreach (Stanza stanza in stanzas)
            {
                LocketException failure = Assert.Throws<LocketException>(() => Locket.Slots.Slot.Parse(stanza));
                Assert.True(failure.Reason == LocketFailure.DamagedHeader, $"{stanza.ArgumentLine}: {failure.Reason}");
            }
        }
    }

    [Fact]
    public void Open_SixtyFourStanzas_OpensAndOneMoreIsDamaged()
    {
        Stanza unknown = new("later", ["argument"], new byte[3]);
        byte[] file = new Forge { After = [.. Enumerable.Repeat(unknown, 63)] }.Build();
        Assert.True(LocketFile.TryDecrypt(file, Samples.Credentials, out _));

        byte[] more = new Forge { After = [.. Enumerable.Repeat(unknown, 64)] }.Build();
        Assert.Equal(LocketFailure.DamagedHeader, Reason(more));
    }

    [Fact]
    public void Open_HeaderOfExactlyTheLimit_OpensAndOneByteMoreIsDamaged()
    {
        foreach (int more in (int[])[0, 1])
        {
            string argument = "a";
            while (true)
            {
                byte[] file = new Forge { After = [new Stanza("later", [argument], new byte[1])] }.Build();
                int length = LengthOfHeader(file);
                if (length == HeaderLimits.MaxHeaderInBytes + more)
                {
                    Assert.Equal(more == 0 ? null : LocketFailure.DamagedHeader, Reason(file));
                    break;
                }

                argument += new string('a', HeaderLimits.MaxHeaderInBytes + more - length);
            }
        }
    }

    [Fact]
    public void Open_EndlessHeader_IsRefusedAtTheLimit()
    {
        byte[] endless = new byte[4 * HeaderLimits.MaxHeaderInBytes];
        endless.AsSpan().Fill((byte)'a');
        "locket/v1 256\n-> "u8.CopyTo(endless);
        long before = GC.GetAllocatedBytesForCurrentThread();
        LocketException failure = Assert.Throws<LocketException>(() => LocketFile.Inspect(new OddStream(endless)));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(LocketFailure.DamagedHeader, failure.Reason);
        Assert.True(allocated < 8 * HeaderLimits.MaxHeaderInBytes, $"{allocated} bytes allocated");
    }

    [Fact]
    public void Open_UnknownStanzas_AreSkippedUnlessTheyDemandMore()
    {
        Assert.Null(Reason(new Forge { Before = [new Stanza("later", ["!"], default), new Stanza("Key", [], new byte[48])] }.Build()));
        Assert.Equal(LocketFailure.UnsupportedVersion, Reason(new Forge { After = [new Stanza("!later", [], new byte[48])] }.Build()));
        Assert.Equal(
            LocketFailure.DamagedHeader,
            Reason(new Forge { After = [new Stanza("!later", [], new byte[48]), Forge.Pbkdf2("01")] }.Build()));
        Assert.Equal(LocketFailure.DamagedHeader, Reason(new Forge().BuildWith([new Stanza("spare", [], default)])));
    }

    [Fact]
    public void Open_StanzaThatMayOccurOnceTwice_IsDamagedHeader()
    {
        foreach (Stanza stanza in (Stanza[])[new Stanza("spare", [], default), Forge.Metadata("{}"), new Stanza("thumbnail", [], new byte[4124])])
        {
            Assert.Null(Reason(new Forge { After = [stanza] }.Build()));
            Assert.Equal(LocketFailure.DamagedHeader, Reason(new Forge { Before = [stanza], After = [stanza] }.Build()));
        }
    }

    [Fact]
    public void Open_BodiesOfEveryOtherLength_AreDamagedHeader()
    {
        for (int length = 0; length < 200; length++)
        {
            LocketFailure? expected = length == 80 ? null : LocketFailure.DamagedHeader;
            Assert.Equal(expected, Reason(new Forge { After = [Forge.Slot($"key {Forge.Base64(8)} {Forge.Base64(32)}", length)] }.Build()));
            Assert.Equal(expected, Reason(new Forge { After = [Forge.Pbkdf2("5") with { Body = new byte[length] }] }.Build()));
            Assert.Equal(expected, Reason(new Forge { After = [Forge.Argon2id("64", "1", "1") with { Body = new byte[length] }] }.Build()));
        }
    }

    private static LocketFailure? Reason(byte[] file)
        => (Record.Exception(() => LocketFile.Decrypt(file, Samples.Credentials)) as LocketException)?.Reason;

    private static int LengthOfHeader(byte[] file)
    {
        int mac = file.AsSpan().IndexOf("\n--- "u8) + 1;
        return mac + file.AsSpan(mac).IndexOf((byte)'\n') + 1;
    }

    private static Stanza[] Slots(string[] asked)
    {
        return
        [
            .. asked.Select(text => text.Split(' ')).Select(parts => parts[0] is "m"
                ? Forge.Argon2id(parts[1], parts[2], parts[3])
                : Forge.Pbkdf2(parts[1])),
        ];
    }
}
