using Locket.Pictures.Tests.TestSupport;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests.Cleaning;

/// <summary>Clean copies as files: whole or not there, and never in the place of anything that was not asked for.</summary>
public sealed class PictureFileCleanerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly byte[] _picture = SamplePicture.Named("pillow/hopper.jpg").Read();

    [Fact]
    public async Task CleanAll_APicture_WritesTheCleanCopyWithItsFolderAndLeavesTheOriginal()
    {
        string source = Told("a.jpg");
        DateTime old = new(2020, 2, 29, 12, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(source, old);
        CleaningOutcome outcome = await CleanAsync(new PictureCleanJob(source, PathOf("new/deep/b.jpg")));
        Assert.Equal(PictureStatus.Done, outcome.Status);
        Assert.Equal(CleanPicture.Of(_picture, out _), await File.ReadAllBytesAsync(PathOf("new/deep/b.jpg"), TestContext.Current.CancellationToken));
        Assert.Contains(outcome.Report!.Removed, part => part.Kind == RemovedKind.Trailing);
        Assert.Equal(old, File.GetLastWriteTimeUtc(source));
        Assert.NotEqual(old, File.GetLastWriteTimeUtc(PathOf("new/deep/b.jpg")));
        Assert.Equal((byte)'!', (await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken))[^1]);
    }

    [Fact]
    public async Task CleanAll_NoOutput_TellsAndWritesNothing()
    {
        string source = Told("a.jpg");
        CleaningOutcome outcome = await CleanAsync(new PictureCleanJob(source, OutputPath: null));
        Assert.Equal((PictureStatus.Done, false), (outcome.Status, outcome.Report!.WasClean));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task CleanAll_TheCopyIsThere_CountsAsDoneAndIsNotTouched()
    {
        string source = Told("a.jpg");
        _ = await CleanAsync(new PictureCleanJob(source, PathOf("b.jpg")));
        DateTime time = new(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(PathOf("b.jpg"), time);
        CleaningOutcome again = await CleanAsync(new PictureCleanJob(source, PathOf("b.jpg")));
        Assert.Equal((PictureStatus.AlreadyDone, time), (again.Status, File.GetLastWriteTimeUtc(PathOf("b.jpg"))));
        Assert.False(again.Report!.WasClean);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task CleanAll_AnotherFileIsThere_IsKeptUnlessAskedOtherwise(int difference)
    {
        string source = Told("a.jpg");
        byte[] clean = CleanPicture.Of(_picture, out _);
        byte[] other = difference switch { < 0 => clean[..^1], 0 => [.. clean[..^1], 0], _ => [.. clean, 0] };
        await File.WriteAllBytesAsync(PathOf("b.jpg"), other, TestContext.Current.CancellationToken);
        PictureCleanJob job = new(source, PathOf("b.jpg"));
        CleaningOutcome kept = await CleanAsync(job);
        Assert.Equal(LocketFailure.OutputExists, Assert.IsType<LocketException>(kept.Failure).Reason);
        Assert.Equal(other, await File.ReadAllBytesAsync(PathOf("b.jpg"), TestContext.Current.CancellationToken));
        Assert.Equal(PictureStatus.Done, (await CleanAsync(job, new PictureFileCleanerOptions { Overwrite = true })).Status);
        Assert.Equal(clean, await File.ReadAllBytesAsync(PathOf("b.jpg"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CleanAll_OntoTheOriginal_IsRefused(bool overwrite)
    {
        string source = Told("a.jpg");
        byte[] before = await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(PathOf("link.jpg"), source);
        foreach (string output in (string[])[source, PathOf("link.jpg")])
        {
            CleaningOutcome outcome = await CleanAsync(
                new PictureCleanJob(source, output), new PictureFileCleanerOptions { Overwrite = overwrite });
            Assert.Equal(LocketFailure.SameFile, Assert.IsType<LocketException>(outcome.Failure).Reason);
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("symbolic")]
    [InlineData("hard")]
    public async Task CleanAll_AnOutputThatIsAnotherInputByItsOtherName_IsRefusedAndNothingIsLost(string link)
    {
        Directory.CreateDirectory(PathOf("in/deep"));
        string first = _folder.Write("in/deep/a.jpg", [.. _picture, .. "first"u8]);
        string second = _folder.Write("in/a.jpg", [.. _picture, .. "second"u8]);
        if (link is "hard")
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "hard links are made with ln");
            Directory.CreateDirectory(PathOf("out"));
            _ = await Peer.RunAsync(Peer.Require("ln"), [second, PathOf("out/a.jpg")], default, TestContext.Current.CancellationToken);
        }
        else
        {
            Directory.CreateSymbolicLink(PathOf("out"), PathOf("in"));
        }

        byte[][] before = [await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken)];
        CleaningOutcome[] outcomes = await CleanAllAsync(
            [new(first, PathOf("out/a.jpg")), new(second, PathOf("out/b.jpg"))], new PictureFileCleanerOptions { Overwrite = true });

        LocketException refused = Assert.IsType<LocketException>(outcomes[0].Failure);
        Assert.Equal(LocketFailure.SameFile, refused.Reason);
        Assert.Contains(second, refused.Message, StringComparison.Ordinal);
        Assert.Equal(PictureStatus.Done, outcomes[1].Status);
        Assert.Equal(before, [await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken)]);
    }

    [Fact]
    public async Task CleanAll_TwoOutputsThatMeetThroughALink_KeepsTheFirst()
    {
        string first = _folder.Write("a.jpg", _picture);
        string second = _folder.Write("b.jpg", SamplePicture.Named("pillow/flower.jpg").Read());
        Directory.CreateDirectory(PathOf("out"));
        Directory.CreateSymbolicLink(PathOf("link"), PathOf("out"));
        CleaningOutcome[] outcomes = await CleanAllAsync(
            [new(first, PathOf("out/c.jpg")), new(second, PathOf("link/c.jpg"))], new PictureFileCleanerOptions { Overwrite = true });
        Assert.Equal(PictureStatus.Done, outcomes[0].Status);
        Assert.Equal(LocketFailure.SameFile, Assert.IsType<LocketException>(outcomes[1].Failure).Reason);
        Assert.Equal(CleanPicture.Of(_picture, out _), await File.ReadAllBytesAsync(PathOf("out/c.jpg"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CleanAll_OntoALinkToNothing_IsThereAlready()
    {
        File.CreateSymbolicLink(PathOf("b.jpg"), PathOf("nowhere.jpg"));
        CleaningOutcome outcome = await CleanAsync(new PictureCleanJob(Told("a.jpg"), PathOf("b.jpg")));
        Assert.Equal(LocketFailure.OutputExists, Assert.IsType<LocketException>(outcome.Failure).Reason);
        Assert.NotNull(new FileInfo(PathOf("b.jpg")).LinkTarget);
        Assert.Equal(
            PictureStatus.Done,
            (await CleanAsync(new PictureCleanJob(Told("a.jpg"), PathOf("b.jpg")), new PictureFileCleanerOptions { Overwrite = true })).Status);
        Assert.Null(new FileInfo(PathOf("b.jpg")).LinkTarget);
        Assert.False(File.Exists(PathOf("nowhere.jpg")));
    }

    [Fact]
    public async Task CleanAll_WhatCannotBeCleaned_LeavesNothingAndTheOthersGoOn()
    {
        string good = Told("good.jpg");
        string cut = _folder.Write("cut.jpg", _picture[..^100]);
        string text = _folder.Write("text.jpg", [.. "no picture"u8]);
        CleaningOutcome[] outcomes = await CleanAllAsync(
            [new(cut, PathOf("out/cut.jpg")), new(text, PathOf("out/text.jpg")), new(PathOf("gone.jpg"), PathOf("out/gone.jpg")), new(good, PathOf("out/good.jpg"))]);
        Assert.Equal(PictureFailure.Damaged, Assert.IsType<PictureException>(outcomes[0].Failure).Reason);
        Assert.Equal(PictureFailure.NotAPicture, Assert.IsType<PictureException>(outcomes[1].Failure).Reason);
        Assert.IsType<FileNotFoundException>(outcomes[2].Failure);
        Assert.Equal(PictureStatus.Done, outcomes[3].Status);
        Assert.Equal([PathOf("out/good.jpg")], Directory.GetFileSystemEntries(PathOf("out")));
    }

    [Fact]
    public async Task CleanAll_Stopped_LeavesNothing()
    {
        string source = Told("a.jpg");
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (CleaningOutcome _ in new PictureFileCleaner().CleanAllAsync([new(source, PathOf("b.jpg"))], stop.Token))
            {
                Assert.Fail("it went on");
            }
        });
        Assert.Equal([source], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void PictureFileCleaner_ParallelFilesOutOfRange_NamesTheParameter()
        => Assert.Equal("options", Assert.Throws<ArgumentOutOfRangeException>(
            () => new PictureFileCleaner(new PictureFileCleanerOptions { ParallelFiles = 0 })).ParamName);

    public void Dispose() => _folder.Dispose();

    private string PathOf(string name) => Path.Join(_folder.Path, name);

    private string Told(string name) => _folder.Write(name, [.. _picture, .. "behind the picture!"u8]);

    private static async Task<CleaningOutcome> CleanAsync(PictureCleanJob job, PictureFileCleanerOptions? options = null)
        => (await CleanAllAsync([job], options))[0];

    private static async Task<CleaningOutcome[]> CleanAllAsync(PictureCleanJob[] jobs, PictureFileCleanerOptions? options = null)
    {
        List<CleaningOutcome> outcomes = [];
        await foreach (CleaningOutcome outcome in new PictureFileCleaner(options).CleanAllAsync(jobs, TestContext.Current.CancellationToken))
        {
            outcomes.Add(outcome);
        }

        return [.. outcomes];
    }
}
