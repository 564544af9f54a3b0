using Xunit;

namespace Locket.Classic.Tests.Adoption;

/// <summary>Between the comparison and the removal of the old file.</summary>
public sealed class LastMomentTests
{
    [Fact]
    public async Task Adopt_Folders_AreFlushedWhileBothFilesAreThere()
    {
        using AdoptionDesk desk = await SetAsync();
        List<string> flushed = [];
        AdoptionOutcome outcome = await AdoptAsync(desk, folder =>
        {
            Assert.True(File.Exists(desk.OldPath), "the old file is gone too early");
            Assert.True(File.Exists(desk.NewPath), "the new file has no name yet");
            flushed.Add(folder);
            return true;
        });
        Assert.Equal((null, true), (outcome.Failure, outcome.IsSourceDeleted));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(desk.Folder.Path, flushed[0]);
            Assert.Equal("/", flushed[^1]);
        }
    }

    [Fact]
    public async Task Adopt_FolderThatCannotBeFlushed_KeepsTheOldFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Folders are not flushed on Windows.");
        using AdoptionDesk desk = await SetAsync();
        AdoptionOutcome outcome = await AdoptAsync(desk, _ => false);
        await IsKeptAsync(desk, outcome, AdoptionFailure.NotRemoved);
        Assert.Equal(desk.Content, desk.Reopen(desk.NewPath));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Adopt_NewFileReplacedAfterTheComparison_KeepsTheOldFile(bool wasAdopted)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Folders are not flushed on Windows.");
        using AdoptionDesk desk = await SetAsync();
        if (wasAdopted)
        {
            desk.Options = new();
            Assert.Null((await desk.AdoptAsync()).Failure);
            desk.Options = new() { DeleteSource = true };
        }

        AdoptionOutcome outcome = await AdoptAsync(desk, _ =>
        {
            byte[] other = new byte[new FileInfo(desk.NewPath).Length];
            File.Move(desk.Folder.Write("other", other), desk.NewPath, overwrite: true);
            return true;
        });
        await IsKeptAsync(desk, outcome, AdoptionFailure.NotTheSame);
    }

    [Fact]
    public async Task Adopt_NewFileWrittenToAfterTheComparison_KeepsTheOldFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Folders are not flushed on Windows.");
        using AdoptionDesk desk = await SetAsync();
        AdoptionOutcome outcome = await AdoptAsync(desk, _ =>
        {
            File.AppendAllText(desk.NewPath, "x");
            return true;
        });
        await IsKeptAsync(desk, outcome, AdoptionFailure.NotTheSame);
    }

    [Fact]
    public async Task Adopt_OutputIsALink_KeepsTheOldFileAndSaysWhy()
    {
        using AdoptionDesk desk = await SetAsync();
        desk.Options = new();
        Assert.Null((await desk.AdoptAsync()).Failure);
        File.Move(desk.NewPath, desk.Folder.File("elsewhere"));
        File.CreateSymbolicLink(desk.NewPath, desk.Folder.File("elsewhere"));
        desk.Options = new() { DeleteSource = true };
        AdoptionOutcome outcome = await desk.AdoptAsync();
        Assert.Equal(
            (null, AdoptionStatus.AlreadyAdopted, false, "the new name is only a link to another file"),
            (outcome.Failure, outcome.Status, outcome.IsSourceDeleted, outcome.Reason));

        File.Delete(desk.Folder.File("elsewhere"));
        outcome = await desk.AdoptAsync();
        await IsKeptAsync(desk, outcome, AdoptionFailure.OutputDiffers);
        Assert.EndsWith("is a link that leads to nothing", outcome.Failure!.Message, StringComparison.Ordinal);
    }

    private static async Task<AdoptionDesk> SetAsync()
    {
        AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2");
        desk.Options = new() { DeleteSource = true };
        return desk;
    }

    private static async Task<AdoptionOutcome> AdoptAsync(AdoptionDesk desk, Func<string, bool> flushFolder)
    {
        using ClassicSecret secret = desk.Case.Secret();
        Adopter adopter = new(secret, [new KeyRecipient(desk.Key)], [desk.Key], desk.Options) { FlushFolder = flushFolder };
        return await adopter.AdoptAsync(new AdoptionJob(desk.OldPath), progress: null, TestContext.Current.CancellationToken);
    }

    private static async Task IsKeptAsync(AdoptionDesk desk, AdoptionOutcome outcome, AdoptionFailure reason)
    {
        Assert.Equal(reason, Assert.IsType<AdoptionException>(outcome.Failure).Reason);
        Assert.False(outcome.IsSourceDeleted);
        Assert.Equal(desk.Encrypted, await File.ReadAllBytesAsync(desk.OldPath, TestContext.Current.CancellationToken));
    }
}
