using Locket.Header;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Slots;

/// <summary>Which slot opens, and why none does.</summary>
public sealed class SlotOpenerTests
{
    private static readonly Password First = new("first");
    private static readonly Password Second = new("second");

    [Fact]
    public void Open_SeveralSlotsAndCredentials_TheFirstSlotOfTheFileDecides()
    {
        using PasswordRecipient one = new(First, new Pbkdf2Parameters { Iterations = 2 });
        using PasswordRecipient two = new(Second, new Argon2idParameters { MemoryInKiB = 16, Passes = 1, Lanes = 2 });
        byte[] file = LocketFile.Encrypt([1], [one, new KeyRecipient(Samples.Key), two, new KeyRecipient(Samples.OtherKey)]);
        (Credential[] Credentials, int Slot)[] cases =
        [
            ([First], 0),
            ([Samples.Key], 1),
            ([Second], 2),
            ([Samples.OtherKey], 3),
            ([Samples.OtherKey, Second, Samples.Key, First], 0),
            ([Samples.OtherKey, Samples.Key], 1),
            ([Samples.OtherKey, Second], 2),
        ];
        foreach ((Credential[] credentials, int slot) in cases)
        {
            using LocketReader reader = LocketReader.Open(
                new MemoryStream(file), credentials, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(slot, reader.SlotIndex);
        }
    }

    [Fact]
    public void Open_NothingFits_IsNoSlotOpens()
    {
        using PasswordRecipient one = new(First, new Pbkdf2Parameters { Iterations = 2 });
        byte[] byPassword = LocketFile.Encrypt([1], [one]);
        byte[] byKey = LocketFile.Encrypt([1], [new KeyRecipient(Samples.Key)]);
        foreach (byte[] file in (byte[][])[byPassword, byKey])
        {
            foreach (Credential[] credentials in (Credential[][])[[], [Second], [Samples.OtherKey], [Second, Samples.OtherKey]])
            {
                LocketException failure = Assert.Throws<LocketException>(() => LocketFile.Decrypt(file, credentials));
                Assert.Equal(LocketFailure.NoSlotOpens, failure.Reason);
            }
        }

        Assert.Throws<LocketException>(() => LocketFile.Decrypt(byKey, [First]));
        Assert.Throws<ArgumentNullException>(() => LocketFile.Decrypt(byKey, null!));
    }

    [Fact]
    public void Open_CommitmentMatchesButTheKeyInsideIsAltered_IsDamagedHeaderForGood()
    {
        Stanza slot = Forge.KeyStanza();
        byte[] body = slot.Body.ToArray();
        body[40] ^= 1;
        byte[] file = new Forge { Before = [slot with { Body = body }] }.Build();
        LocketException failure = Assert.Throws<LocketException>(() => LocketFile.Decrypt(file, Samples.Credentials));
        Assert.Equal(LocketFailure.DamagedHeader, failure.Reason);

        body[40] ^= 1;
        body[0] ^= 1;
        byte[] next = new Forge { Before = [slot with { Body = body }] }.Build();
        using LocketReader reader = LocketReader.Open(
            new MemoryStream(next), Samples.Credentials, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, reader.SlotIndex);
    }

    [Fact]
    public void Open_SameBatchOfFiles_DerivesOnceAndSharesTheSalt()
    {
        using Password password = new("batch");
        using PasswordRecipient recipient = new(password, new Pbkdf2Parameters { Iterations = 2 });
        byte[][] files = [.. Enumerable.Range(0, 5).Select(i => LocketFile.Encrypt([(byte)i], [recipient]))];
        using Password reading = new("batch");
        for (int i = 0; i < files.Length; i++)
        {
            Assert.Equal([(byte)i], LocketFile.Decrypt(files[i], [reading]));
        }

        Assert.Equal(1, reading.DerivedKeys.Count);
        SlotInspection[] slots = [.. files.Select(file => LocketFile.Inspect(new MemoryStream(file)).Slots[0])];
        Assert.Single(slots.Select(slot => slot.KdfSalt).Distinct(StringComparer.Ordinal));
        Assert.Equal(5, slots.Select(slot => slot.Arguments[^1]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Open_ManyFilesThatShareNothing_KeepsABoundedNumberOfKeysAndOpensAll()
    {
        using Password password = new("many");
        List<byte[]> files = [];
        for (int i = 0; i < 40; i++)
        {
            using PasswordRecipient recipient = new(password, new Pbkdf2Parameters { Iterations = 1 });
            files.Add(LocketFile.Encrypt([(byte)i], [recipient]));
        }

        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < files.Count; i++)
            {
                Assert.Equal([(byte)i], LocketFile.Decrypt(files[i], [password]));
            }
        }

        Assert.True(password.DerivedKeys.Count <= 16);
    }

    [Fact]
    public void Open_PasswordComposedOrDecomposed_IsTheSame()
    {
        using Password composed = new("caf\u00e9");
        using Password decomposed = new("cafe\u0301");
        using PasswordRecipient recipient = new(composed, new Pbkdf2Parameters { Iterations = 1 });
        Assert.Equal([3], LocketFile.Decrypt(LocketFile.Encrypt([3], [recipient]), [decomposed]));
    }
}
