using System.Diagnostics;
using System.Security.Cryptography;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.Adoption;

/// <summary>What must not get lost, and what must not appear.</summary>
public sealed class AdopterSafetyTests
{
    private const int Large = 3 << 20;

    [Fact]
    public async Task Adopt_WithDelete_KeepsTheOldFileUntilTheNewOneWasCompared()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2", Large);
        desk.Options = desk.Options with { DeleteSource = true };
        int reports = 0;
        long last = 0;
        AdoptionOutcome outcome = await desk.AdoptAsync(done =>
        {
            reports++;
            last = done;
            Assert.True(File.Exists(desk.OldPath), "the old file is gone too early");
            Assert.False(File.Exists(desk.NewPath), "the new file is there too early");
        });
        Assert.Equal((null, true), (outcome.Failure, outcome.IsSourceDeleted));
        Assert.True(reports > 20, "nobody looked");
        Assert.InRange(last, desk.Encrypted.Length - 256, desk.Encrypted.Length);
        Assert.Equal(desk.Content, desk.Reopen(desk.NewPath));
    }

    /// <summary>A quarter of the way is in the first reading, the middle in the reading back, nine tenths in the second reading.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(0.9)]
    public async Task Adopt_Cancelled_LeavesEverythingAsItWas(double moment)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2", Large);
        desk.Options = desk.Options with { DeleteSource = true };
        IReadOnlyList<string> before = desk.State();
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => desk.AdoptAsync(
            done =>
            {
                if (done >= moment * desk.Encrypted.Length)
                {
                    stop.Cancel();
                }
            },
            stop.Token));
        Assert.Equal(before, desk.State());
    }

    [Theory]
    [InlineData("openssl-enc raw", 0.1)]
    [InlineData("openssl-enc raw", 0.5)]
    [InlineData("cbc-file key", 0.1)]
    [InlineData("cbc-hmac-v2", 0.5)]
    [InlineData("cbc-hmac-v2", 0.9)]
    [InlineData("aes-crypt 3", 0.1)]
    public async Task Adopt_SourceWrittenToMeanwhile_RefusesAndLeavesNothing(string name, double moment)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync(name, Large);
        desk.Options = desk.Options with { DeleteSource = true };
        bool isDone = false;
        AdoptionOutcome outcome = await desk.AdoptAsync(done =>
        {
            if (!isDone && done >= moment * desk.Encrypted.Length)
            {
                isDone = true;
                Shell($"printf x >> '{desk.OldPath}'");
            }
        });
        Assert.True(isDone, "nothing was written");
        Assert.Equal((AdoptionStatus.Failed, false), (outcome.Status, outcome.IsSourceDeleted));
        Assert.True(
            outcome.Failure is AdoptionException { Reason: AdoptionFailure.SourceChanged } or ClassicException,
            outcome.Failure?.ToString());
        Assert.Equal([desk.Case.FileName], desk.Folder.Names);
        byte[] expected = [.. desk.Encrypted, (byte)'x'];
        Assert.Equal(expected, await File.ReadAllBytesAsync(desk.OldPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Adopt_AnotherFilePutInItsPlace_IsNotDeleted()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2", Large);
        desk.Options = desk.Options with { DeleteSource = true };
        bool isDone = false;
        AdoptionOutcome outcome = await desk.AdoptAsync(done =>
        {
            if (!isDone && done >= 0.9 * desk.Encrypted.Length)
            {
                isDone = true;
                desk.Folder.Write("other", "something else"u8.ToArray());
                File.Move(desk.Folder.File("other"), desk.OldPath, overwrite: true);
            }
        });
        Assert.Equal((AdoptionStatus.Adopted, false), (outcome.Status, outcome.IsSourceDeleted));
        Assert.Equal(AdoptionFailure.SourceChanged, Assert.IsType<AdoptionException>(outcome.Failure).Reason);
        Assert.Equal("something else"u8.ToArray(), await File.ReadAllBytesAsync(desk.OldPath, TestContext.Current.CancellationToken));
        Assert.Equal(desk.Content, desk.Reopen(desk.NewPath));
    }

    /// <summary>The disk spoils what was written, before it is read back.</summary>
    [Fact]
    public async Task Adopt_NewFileSpoiledOnTheDisk_IsNoticedAndNothingIsDeleted()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2", Large);
        desk.Options = desk.Options with { DeleteSource = true };
        IReadOnlyList<string> before = desk.State();
        bool isDone = false;
        AdoptionOutcome outcome = await desk.AdoptAsync(done =>
        {
            // The reading back begins at a third. What is spoiled later may have been read ahead, and all of it where there are many
            // processors.
            if (!isDone && done >= desk.Encrypted.Length / 3)
            {
                isDone = true;
                string file = $"\"$(echo '{desk.Folder.Path}'/.locket-*.partial)\"";
                Shell($"printf x | dd of={file} bs=1 seek={Large - 100_000} conv=notrunc status=none");
            }
        });
        Assert.True(isDone, "nothing was spoiled");
        Assert.Equal((AdoptionStatus.Failed, false), (outcome.Status, outcome.IsSourceDeleted));
        Assert.Equal(LocketFailure.DamagedPayload, Assert.IsType<LocketException>(outcome.Failure).Reason);
        Assert.Equal(before, desk.State());
    }

    [Fact]
    public async Task Adopt_NobodyCouldOpenTheNewFile_NothingIsLeftAndNothingDeleted()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2");
        IReadOnlyList<string> before = desk.State();
        using ClassicSecret secret = desk.Case.Secret();
        using SymmetricKey other = SymmetricKey.Generate();
        Adopter adopter = new(secret, [new KeyRecipient(desk.Key)], [other], new() { DeleteSource = true });
        AdoptionOutcome outcome = await adopter.AdoptAsync(
            new AdoptionJob(desk.OldPath), progress: null, TestContext.Current.CancellationToken);
        Assert.Equal(LocketFailure.NoSlotOpens, Assert.IsType<LocketException>(outcome.Failure).Reason);
        Assert.Equal(before, desk.State());
    }

    [Fact]
    public async Task Adopt_Again_ComparesAndThenDeletes()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("gcm-image");
        await desk.AdoptAsync();
        byte[] first = await File.ReadAllBytesAsync(desk.NewPath, TestContext.Current.CancellationToken);
        Assert.Equal(AdoptionStatus.AlreadyAdopted, (await desk.AdoptAsync()).Status);
        desk.Options = desk.Options with { DeleteSource = true, DryRun = true };
        Assert.Equal((AdoptionStatus.AlreadyAdopted, false), StatusOf(await desk.AdoptAsync()));
        desk.Options = desk.Options with { DryRun = false };
        Assert.Equal((AdoptionStatus.AlreadyAdopted, true), StatusOf(await desk.AdoptAsync()));
        Assert.Equal([desk.NewName], desk.Folder.Names);
        Assert.Equal(first, await File.ReadAllBytesAsync(desk.NewPath, TestContext.Current.CancellationToken));
    }

    public static TheoryData<string> Obstacles => ["other content", "damaged", "other key", "no locket file", "folder", "empty"];

    [Theory]
    [MemberData(nameof(Obstacles))]
    public async Task Adopt_SomethingElseUnderTheNewName_LeavesBoth(string obstacle)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2");
        desk.Options = desk.Options with { DeleteSource = true };
        if (obstacle is "folder")
        {
            Directory.CreateDirectory(desk.NewPath);
        }
        else
        {
            desk.Folder.Write(desk.NewName, Obstacle(desk, obstacle));
        }

        IReadOnlyList<string> before = desk.State();
        AdoptionOutcome outcome = await desk.AdoptAsync();
        Assert.Equal((AdoptionStatus.Failed, false), (outcome.Status, outcome.IsSourceDeleted));
        Assert.Equal(AdoptionFailure.OutputDiffers, Assert.IsType<AdoptionException>(outcome.Failure).Reason);
        Assert.Equal(before, desk.State());
    }

    [Fact]
    public async Task Adopt_OutputIsTheInput_IsRefused()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2");
        IReadOnlyList<string> before = desk.State();
        AdoptionOutcome outcome = await desk.AdoptAsync(new AdoptionJob(desk.OldPath) { OutputPath = desk.OldPath }, desk.Case.Secret());
        Assert.Equal(LocketFailure.SameFile, Assert.IsType<LocketException>(outcome.Failure).Reason);
        Assert.Equal(before, desk.State());
    }

    [Fact]
    public async Task Adopt_FolderThatCannotBeMade_IsAFailure()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2");
        desk.Folder.Write("in-the-way", [1]);
        IReadOnlyList<string> before = desk.State();
        AdoptionOutcome outcome = await desk.AdoptAsync(
            new AdoptionJob(desk.OldPath) { OutputFolder = desk.Folder.File("in-the-way/below") }, desk.Case.Secret());
        Assert.IsType<IOException>(outcome.Failure, exactMatch: false);
        Assert.Equal(before, desk.State());
    }

    private static byte[] Obstacle(AdoptionDesk desk, string obstacle)
    {
        using SymmetricKey other = SymmetricKey.Generate();
        byte[] own = LocketFile.Encrypt(desk.Content, [new KeyRecipient(desk.Key)]);
        switch (obstacle)
        {
            case "other content":
                byte[] altered = [.. desk.Content];
                altered[^1] ^= 1;
                return LocketFile.Encrypt(altered, [new KeyRecipient(desk.Key)]);
            case "damaged":
                own[^20] ^= 1;
                return own;
            case "other key":
                return LocketFile.Encrypt(desk.Content, [new KeyRecipient(other)]);
            case "no locket file":
                return RandomNumberGenerator.GetBytes(100);
            default:
                return [];
        }
    }

    private static (AdoptionStatus Status, bool IsDeleted) StatusOf(AdoptionOutcome outcome)
    {
        Assert.Null(outcome.Failure);
        return (outcome.Status, outcome.IsSourceDeleted);
    }

    /// <summary>A program of its own, which knows nothing of the locks that this process holds.</summary>
    private static void Shell(string line)
    {
        if (!File.Exists("/bin/sh"))
        {
            Absent.SkipOrFail("There is no /bin/sh to write to a file past the locks of this process.");
        }

        using Process process = Process.Start("/bin/sh", ["-c", line]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
