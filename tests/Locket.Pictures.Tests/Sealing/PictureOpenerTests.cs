using System.Security.Cryptography;
using Xunit;

namespace Locket.Pictures.Tests.Sealing;

public sealed class PictureOpenerTests
{
    private static readonly byte[] Picture = RandomNumberGenerator.GetBytes(50_000);

    [Fact]
    public async Task Open_OfAContentThatIsNotTheSealedOne_FailsAndLeavesNothing()
    {
        // Every chunk is authentic, and still it is not what the metadata says: made by whoever may open the file.
        using SealingFixture fixture = new();
        using KeyRecipient recipient = new(fixture.Key);
        FileMetadata metadata = new() { Name = "a.png", Sha256 = Convert.ToHexStringLower(SHA256.HashData([1])) };
        fixture.Write("a.locket", LocketFile.Encrypt(Picture, [recipient], new EncryptionOptions { Metadata = metadata }));

        PictureOutcome outcome = await fixture.OpenAsync("a.locket", "back");

        Assert.Equal(LocketFailure.DamagedPayload, Assert.IsType<LocketException>(outcome.Failure).Reason);
        Assert.False(Path.Exists(fixture.PathOf("back")));
        Assert.Empty(fixture.Partials());
    }

    [Fact]
    public async Task Open_OfEveryTruncationAndFlippedByte_FailsAndLeavesNothing()
    {
        using SealingFixture fixture = new();
        fixture.Write("a.png", Picture[..300]);
        await fixture.SealAsync("a.png", "a.locket");
        byte[] good = await File.ReadAllBytesAsync(fixture.PathOf("a.locket"), TestContext.Current.CancellationToken);
        for (int at = 0; at < good.Length; at += 7)
        {
            byte[] altered = [.. good];
            altered[at] ^= 0x20;
            fixture.Write("cut", good[..at]);
            fixture.Write("altered", altered);

            Assert.NotNull((await fixture.OpenAsync("cut", "back")).Failure);
            Assert.NotNull((await fixture.OpenAsync("altered", "back")).Failure);
            Assert.False(Path.Exists(fixture.PathOf("back")));
        }

        Assert.Empty(fixture.Partials());
        Assert.Null((await fixture.OpenAsync("a.locket", "back")).Failure);
    }

    [Fact]
    public async Task Open_WhereTheSamePictureIsAlready_WritesNothing()
    {
        using SealingFixture fixture = new();
        fixture.Write("a.png", Picture);
        await fixture.SealAsync("a.png", "a.locket");

        PictureOutcome outcome = await fixture.OpenAsync("a.locket", "a.png");

        Assert.Equal((PictureStatus.AlreadyDone, (long)Picture.Length), (outcome.Status, outcome.ContentLengthInBytes));
    }

    [Fact]
    public async Task Open_WhereAnotherFileIs_FailsAndKeepsIt()
    {
        using SealingFixture fixture = new();
        fixture.Write("a.png", Picture);
        await fixture.SealAsync("a.png", "a.locket");
        fixture.Write("back", [1, 2, 3]);

        PictureOutcome outcome = await fixture.OpenAsync("a.locket", "back");

        Assert.Equal(LocketFailure.OutputExists, Assert.IsType<LocketException>(outcome.Failure).Reason);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(fixture.PathOf("back"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Open_OfAnOrdinaryLocketFile_OpensItWithoutComparing()
    {
        using SealingFixture fixture = new();
        using KeyRecipient recipient = new(fixture.Key);
        fixture.Write("a.locket", LocketFile.Encrypt(Picture, [recipient]));

        PictureOutcome outcome = await fixture.OpenAsync("a.locket", "back");

        Assert.Equal((PictureStatus.Done, false), (outcome.Status, outcome.IsCompared));
        Assert.Equal(Picture, await File.ReadAllBytesAsync(fixture.PathOf("back"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Open_WhenNamingThrows_FailsThatPictureAlone()
    {
        using SealingFixture fixture = new();
        fixture.Write("a.png", Picture);
        await fixture.SealAsync("a.png", "a.locket");

        IReadOnlyList<PictureOutcome> outcomes = await fixture.OpenAllAsync(
        [
            new PictureOpenJob(fixture.PathOf("a.locket"), _ => throw new InvalidDataException("no name")),
            new PictureOpenJob(fixture.PathOf("a.locket"), metadata => fixture.PathOf("back-" + metadata!.SafeName)),
        ]);

        Assert.IsType<InvalidDataException>(outcomes[0].Failure);
        Assert.Equal((PictureStatus.Done, fixture.PathOf("back-a.png")), (outcomes[1].Status, outcomes[1].OutputPath));
    }

    [Fact]
    public async Task Open_OfAPicture_IsReadableByItsOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "permissions of Unix");
        using SealingFixture fixture = new();
        fixture.Write("a.png", Picture);
        await fixture.SealAsync("a.png", "a.locket");
        await fixture.OpenAsync("a.locket", "back");

#pragma warning disable CA1416 // skipped on Windows
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(fixture.PathOf("back")));
#pragma warning restore CA1416
    }

    [Fact]
    public async Task ReadAll_OfHeadersAlone_TellsTheDetailsInOrder()
    {
        using SealingFixture fixture = new();
        List<string> cut = [];
        for (int i = 0; i < 30; i++)
        {
            fixture.Write($"{i}.png", [.. Picture, (byte)i]);
            await fixture.SealAsync($"{i}.png", $"{i}.locket");
            byte[] file = await File.ReadAllBytesAsync(fixture.PathOf($"{i}.locket"), TestContext.Current.CancellationToken);
            int header = LocketFile.Inspect(fixture.PathOf($"{i}.locket")).HeaderLengthInBytes;
            cut.Add(fixture.Write($"cut/{i}", file[..header]));
        }

        cut.Insert(7, fixture.PathOf("missing"));
        List<SealedPicture> read = [];
        await foreach (SealedPicture picture in fixture.Opener().ReadAllAsync(cut, TestContext.Current.CancellationToken))
        {
            read.Add(picture);
        }

        Assert.Equal(cut, read.Select(picture => picture.Path), StringComparer.Ordinal);
        Assert.IsType<FileNotFoundException>(read[7].Failure);
        read.RemoveAt(7);
        Assert.All(read, (picture, i) => Assert.Equal((null, $"{i}.png", null), (picture.Failure, picture.Metadata!.Name, picture.ContentLengthInBytes)));
    }
}
