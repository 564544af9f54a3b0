using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

/// <summary>A writer makes no file that readers refuse.</summary>
public sealed class WriterLimitTests
{
    private static readonly Password Word = new("w");

    [Fact]
    public void Encrypt_AsManyRecipientsAsFit_OpensAndOneMoreIsRefused()
    {
        Recipient[] most = [.. Enumerable.Repeat<Recipient>(new KeyRecipient(Samples.OtherKey), 60), new KeyRecipient(Samples.Key)];
        EncryptionOptions options = new() { Metadata = new FileMetadata { Name = "n" } };
        Assert.Equal([5], LocketFile.Decrypt(LocketFile.Encrypt([5], most, options), Samples.Credentials));
        Assert.Throws<ArgumentException>(() => LocketFile.Encrypt([5], [.. most, .. most[..1]], options));
    }

    [Fact]
    public void Encrypt_FivePasswords_IsRefused()
    {
        using PasswordRecipient recipient = new(Word, new Pbkdf2Parameters { Iterations = 1 });
        Assert.Equal([5], LocketFile.Decrypt(LocketFile.Encrypt([5], [recipient, recipient, recipient, recipient]), [Word]));
        Assert.Throws<ArgumentException>(() => LocketFile.Encrypt([5], [recipient, recipient, recipient, recipient, recipient]));
    }

    [Fact]
    public void Encrypt_CostsTogetherBeyondTheLimit_IsRefusedBeforeDeriving()
    {
        using PasswordRecipient slow = new(Word, new Pbkdf2Parameters { Iterations = 5_000_001 });
        using PasswordRecipient large = new(Word, new Argon2idParameters { MemoryInKiB = 1 << 20, Passes = 3, Lanes = 1 });
        Assert.Throws<ArgumentException>(() => LocketFile.Encrypt([5], [slow, slow]));
        Assert.Throws<ArgumentException>(() => LocketFile.Encrypt([5], [large, large]));
    }

    [Fact]
    public void PasswordRecipient_CostOutOfRange_IsRefused()
    {
        PasswordKdf[] impossible =
        [
            new Pbkdf2Parameters { Iterations = 0 },
            new Pbkdf2Parameters { Iterations = -1 },
            new Pbkdf2Parameters { Iterations = Pbkdf2Parameters.MaxIterations + 1 },
            new Argon2idParameters { Lanes = 0 },
            new Argon2idParameters { Passes = 0 },
            new Argon2idParameters { MemoryInKiB = 31 },
            new Argon2idParameters { MemoryInKiB = int.MaxValue, Lanes = 1 << 24 },
        ];
        foreach (PasswordKdf kdf in impossible)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new PasswordRecipient(Word, kdf));
        }
    }

    [Fact]
    public void Encrypt_CallersMistakes_AreArgumentExceptions()
    {
        Assert.ThrowsAny<ArgumentException>(() => LocketFile.Encrypt([5], []));
        Assert.ThrowsAny<ArgumentException>(() => LocketFile.Encrypt([5], null!));
        Assert.ThrowsAny<ArgumentException>(() => Samples.Encrypt([5], new EncryptionOptions { Workers = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => Samples.Encrypt([5], new EncryptionOptions { Suite = (CipherSuite)2 }));
        FileMetadata[] unreadable =
        [
            new() { Width = 0 },
            new() { Height = -1 },
            new() { Orientation = 0 },
            new() { Orientation = 9 },
            new() { Kind = (ContentKind)2 },
            new() { Name = new string('n', 9000) },
        ];
        foreach (FileMetadata metadata in unreadable)
        {
            Assert.ThrowsAny<ArgumentException>(() => Samples.Encrypt([5], new EncryptionOptions { Metadata = metadata }));
        }
    }

    [Fact]
    public void Encrypt_NameWithHalfASurrogatePair_IsKeptReadable()
    {
        // Windows has such names; a file must not become impossible to encrypt, or to open, for its name.
        byte[] file = Samples.Encrypt([5], new EncryptionOptions { Metadata = new FileMetadata { Name = "half \ud800" } });
        using LocketReader reader = LocketReader.Open(
            new MemoryStream(file), Samples.Credentials, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("half \ufffd", reader.Metadata?.Name);
    }

    [Fact]
    public void Encrypt_AnyMetadata_ComesBack()
    {
        FileMetadata[] all =
        [
            new() { Kind = ContentKind.Tar },
            new() { Name = string.Empty },
            new() { Name = "\0\u0001\"\\\u2028\uffff\U0010FFFF" },
            new() { Name = "a", ModificationTime = DateTimeOffset.MinValue, MediaType = "x", Width = int.MaxValue, Height = 1, Orientation = 8 },
            new() { ModificationTime = DateTimeOffset.MaxValue },
            new() { ModificationTime = new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.FromHours(2)) },
            new() { Name = new string('n', 8000) },
        ];
        foreach (FileMetadata metadata in all)
        {
            using LocketReader reader = LocketReader.Open(
                new MemoryStream(Samples.Encrypt([], new EncryptionOptions { Metadata = metadata })),
                Samples.Credentials,
                cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(metadata, reader.Metadata);
        }

        using LocketReader none = LocketReader.Open(
            new MemoryStream(Samples.Encrypt([])), Samples.Credentials, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(none.Metadata);
    }
}
