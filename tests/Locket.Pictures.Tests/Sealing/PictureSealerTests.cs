using System.Security.Cryptography;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Sealing;

public sealed class PictureSealerTests
{
    private static readonly byte[] Picture = RandomNumberGenerator.GetBytes(70_000);

    [Fact]
    public async Task SealAll_EveryPictureOfTheVectors_ComesBackByteForByte()
    {
        string[] files = [.. SamplePicture.All().Select(sample => sample.Path)];
        Assert.True(files.Length > 500, "the vectors are not there");
        using SealingFixture fixture = new();

        IReadOnlyList<PictureOutcome> outcomes = await fixture.SealAllAsync(
            files.Select((file, i) => new PictureSealJob(file, fixture.PathOf($"{i % 7}/{i}.locket"))));

        Assert.Equal(files, outcomes.Select(outcome => outcome.SourcePath), StringComparer.Ordinal);
        Assert.All(outcomes, outcome => Assert.Equal((PictureStatus.Done, null), (outcome.Status, outcome.Failure)));
        Assert.True(outcomes.Count(outcome => outcome.Metadata!.MediaType is not null) > 400, "most are pictures");
        Assert.Contains(outcomes, outcome => outcome.Note is not null);
        IReadOnlyList<PictureOutcome> opened = await fixture.OpenAllAsync(
            outcomes.Select((outcome, i) => new PictureOpenJob(outcome.OutputPath!, _ => fixture.PathOf($"back/{i}"))));
        Assert.All(opened.Zip(files), pair =>
        {
            Assert.Equal((PictureStatus.Done, true, null), (pair.First.Status, pair.First.IsCompared, pair.First.Failure));
            Assert.Equal(Path.GetFileName(pair.Second), pair.First.Metadata!.Name);
            Assert.Equal(File.ReadAllBytes(pair.Second), File.ReadAllBytes(pair.First.OutputPath!));
            Assert.Equal(File.GetLastWriteTimeUtc(pair.Second), File.GetLastWriteTimeUtc(pair.First.OutputPath!));
        });
        Assert.Empty(fixture.Partials());
    }

    [Fact]
    public async Task Seal_WithAThumbnailMaker_SealsAThumbnailThatIsUprightAndReadFromTheHeaderAlone()
    {
        using SealingFixture fixture = new();
        using PictureDecoder decoder = new(DecoderChildEntry.Program);
        SamplePicture sample = SamplePicture.Named("exif-orientation/Landscape_6.jpg");
        fixture.Write("a.jpg", sample.Read());

        PictureOutcome outcome = await fixture.SealAsync("a.jpg", "a.locket", new PictureSealerOptions { ThumbnailMaker = new ThumbnailMaker(decoder) });

        Assert.Equal((PictureStatus.Done, true, null), (outcome.Status, outcome.HasThumbnail, outcome.ThumbnailNote));
        int header = LocketFile.Inspect(fixture.PathOf("a.locket")).HeaderLengthInBytes;
        using FileStream file = File.OpenRead(fixture.PathOf("a.locket"));
        byte[] front = new byte[header];
        await file.ReadExactlyAsync(front, TestContext.Current.CancellationToken);
        using LocketReader reader = await LocketReader.OpenAsync(
            new MemoryStream(front), [fixture.Key], cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(PictureInfo.TryRead(reader.ReadThumbnail(), out PictureInfo? thumbnail));

        // Stored standing, shown lying.
        Assert.Equal((true, 1), (thumbnail.Width > thumbnail.Height, thumbnail.Orientation));
        Assert.Equal((6, true), (reader.Metadata!.Orientation, reader.Metadata.Width < reader.Metadata.Height));
    }

    [Fact]
    public async Task Seal_OfWhatIsNoPicture_SealsAFileWithANote()
    {
        using SealingFixture fixture = new();
        fixture.Write("a.jpg", Picture);

        PictureOutcome outcome = await fixture.SealAsync("a.jpg", "a.locket");

        Assert.Equal((PictureStatus.Done, false), (outcome.Status, outcome.HasThumbnail));
        Assert.NotNull(outcome.Note);
        Assert.Null(outcome.Metadata!.MediaType);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Picture)), outcome.Metadata.Sha256);
    }

    [Fact]
    public async Task Seal_OfNothing_ComesBack()
    {
        using SealingFixture fixture = new();
        fixture.Write("empty.png", []);

        PictureOutcome outcome = await fixture.SealAsync("empty.png", "sealed");
        PictureOutcome opened = await fixture.OpenAsync("sealed", "back");

        Assert.Equal((PictureStatus.Done, PictureStatus.Done, 0L), (outcome.Status, opened.Status, opened.ContentLengthInBytes));
        Assert.Empty(await File.ReadAllBytesAsync(fixture.PathOf("back"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Seal_WhereTheSamePictureIsSealedAlready_WritesNothing()
    {
        using SealingFixture fixture = new();
        fixture.Write("a.png", Picture);
        await fixture.SealAsync("a.png", "a.locket");
        byte[] before = await File.ReadAllBytesAsync(fixture.PathOf("a.locket"), TestContext.Current.CancellationToken);

        PictureOutcome outcome = await fixture.SealAsync("a.png", "a.locket");

        Assert.Equal((PictureStatus.AlreadyDone, null), (outcome.Status, outcome.Failure));
        Assert.Equal(before, await File.ReadAllBytesAsync(fixture.PathOf("a.locket"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("other picture")]
    [InlineData("other key")]
    [InlineData("cut off")]
    [InlineData("no Locket file")]
    [InlineData("folder")]
    public async Task Seal_WhereSomethingElseIs_FailsAndKeepsIt(string what)
    {
        using SealingFixture fixture = new();
        fixture.Write("a.png", Picture);
        switch (what)
        {
            case "other picture":
                fixture.Write("b.png", [1, 2, 3]);
                await fixture.SealAsync("b.png", "a.locket");
                break;
            case "other key":
                using (SymmetricKey key = SymmetricKey.Generate())
                using (KeyRecipient recipient = new(key))
                {
                    fixture.Write("a.locket", LocketFile.Encrypt(Picture, [recipient]));
                }

                break;
            case "cut off":
                await fixture.SealAsync("a.png", "a.locket");
                fixture.Write("a.locket", (await File.ReadAllBytesAsync(fixture.PathOf("a.locket"), TestContext.Current.CancellationToken))[..^60_000]);
                break;
            case "folder":
                Directory.CreateDirectory(fixture.PathOf("a.locket"));
                break;
            default:
                fixture.Write("a.locket", [0]);
                break;
        }

        byte[]? before = File.Exists(fixture.PathOf("a.locket"))
            ? await File.ReadAllBytesAsync(fixture.PathOf("a.locket"), TestContext.Current.CancellationToken)
            : null;

        PictureOutcome outcome = await fixture.SealAsync("a.png", "a.locket");

        Assert.Equal(PictureStatus.Failed, outcome.Status);
        Assert.Equal(LocketFailure.OutputExists, Assert.IsType<LocketException>(outcome.Failure).Reason);
        if (before is not null)
        {
            Assert.Equal(before, await File.ReadAllBytesAsync(fixture.PathOf("a.locket"), TestContext.Current.CancellationToken));
        }

        Assert.Empty(fixture.Partials());
    }

    [Fact]
    public async Task Seal_OfAFileThatIsGone_FailsAloneAndTheOthersAreSealed()
    {
        using SealingFixture fixture = new();
        fixture.Write("a.png", Picture);
        fixture.Write("c.png", Picture);

        IReadOnlyList<PictureOutcome> outcomes = await fixture.SealAllAsync(
            new[] { "a.png", "b.png", "c.png" }.Select(name => new PictureSealJob(fixture.PathOf(name), fixture.PathOf(name + ".locket"))));

        Assert.Equal([PictureStatus.Done, PictureStatus.Failed, PictureStatus.Done], outcomes.Select(outcome => outcome.Status));
        Assert.IsType<FileNotFoundException>(outcomes[1].Failure);
    }

    [Fact]
    public async Task Seal_OfAFileThatChangesMeanwhile_FailsAndLeavesNothing()
    {
        using SealingFixture fixture = new();
        string path = fixture.Write("a.png", Picture);
        PictureSealerOptions options = new() { Examiner = new Meddler(() => File.AppendAllText(path, "more")) };

        PictureOutcome outcome = await fixture.SealAsync("a.png", "a.locket", options);

        Assert.Equal(LocketFailure.SourceChanged, Assert.IsType<LocketException>(outcome.Failure).Reason);
        Assert.False(Path.Exists(fixture.PathOf("a.locket")));
        Assert.Empty(fixture.Partials());
    }

    [Fact]
    public async Task SealAll_OneBatchUnderAPassword_DerivesOnceAndSharesItsSalt()
    {
        using SealingFixture fixture = new();
        using Password password = new("p");
        using PasswordRecipient recipient = new(password, new Argon2idParameters { MemoryInKiB = 64, Passes = 1, Lanes = 1 });
        PictureSealJob[] jobs = [.. Enumerable.Range(0, 20).Select(i => new PictureSealJob(
            fixture.Write($"{i}.png", [.. Picture, (byte)i]), fixture.PathOf($"{i}.locket")))];

        List<PictureOutcome> outcomes = [];
        await foreach (PictureOutcome outcome in new PictureSealer([recipient], [password]).SealAllAsync(jobs, TestContext.Current.CancellationToken))
        {
            outcomes.Add(outcome);
        }

        Assert.All(outcomes, outcome => Assert.Equal(PictureStatus.Done, outcome.Status));
        Assert.Single(jobs.Select(job => LocketFile.Inspect(job.OutputPath).Slots[0].KdfSalt).Distinct(StringComparer.Ordinal));

        // Each derivation is kept, and under the lock that the next one waits for: so their number is that of the kept.
        Assert.Equal(1, password.DerivedKeys.Count);
        using Password reading = new("p");
        await foreach (PictureOutcome outcome in new PictureOpener([reading]).OpenAllAsync(
            jobs.Select((job, i) => new PictureOpenJob(job.OutputPath, _ => fixture.PathOf($"back/{i}"))), TestContext.Current.CancellationToken))
        {
            Assert.Equal(PictureStatus.Done, outcome.Status);
        }

        Assert.Equal(1, reading.DerivedKeys.Count);
    }

    [Fact]
    public async Task SealAll_Cancelled_LeavesOnlyWholeFiles()
    {
        using SealingFixture fixture = new();
        using CancellationTokenSource stop = new();
        PictureSealJob[] jobs = [.. Enumerable.Range(0, 40).Select(i => new PictureSealJob(
            fixture.Write($"{i}.png", [.. Picture, (byte)i]), fixture.PathOf($"{i}.locket")))];
        int done = 0;

        // Few at once, so that some are not even looked at yet when it is stopped; many processors would have sealed all by then.
        PictureSealerOptions options = new() { ParallelFiles = 2 };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (PictureOutcome outcome in fixture.Sealer(options).SealAllAsync(jobs, stop.Token))
            {
                Assert.Equal(PictureStatus.Done, outcome.Status);
                if (++done == 5)
                {
                    await stop.CancelAsync();
                }
            }
        });

        Assert.Empty(fixture.Partials());
        foreach (PictureSealJob job in jobs.Where(job => File.Exists(job.OutputPath)))
        {
            byte[] file = await File.ReadAllBytesAsync(job.OutputPath, TestContext.Current.CancellationToken);
            Assert.Equal(await File.ReadAllBytesAsync(job.SourcePath, TestContext.Current.CancellationToken), LocketFile.Decrypt(file, [fixture.Key]));
        }
    }

    [Fact]
    public async Task Seal_OfANamedPipe_FailsInsteadOfWaiting()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes of Unix");
        using SealingFixture fixture = new();
        using System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", fixture.PathOf("pipe"));
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);

        PictureOutcome outcome = await fixture.SealAsync("pipe", "pipe.locket");

        Assert.IsType<IOException>(outcome.Failure);
    }

    /// <summary>An examiner that does something on the way.</summary>
    private sealed class Meddler(Action act) : IPictureExaminer
    {
        public PictureExamination Examine(Stream content)
        {
            act();
            return new PictureExamination();
        }
    }
}
