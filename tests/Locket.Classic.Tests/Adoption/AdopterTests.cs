using System.Globalization;
using Xunit;

namespace Locket.Classic.Tests.Adoption;

public sealed class AdopterTests
{
    public static TheoryData<string> Names => [.. AdoptionCase.All.Select(known => known.Name)];

    public static TheoryData<string> Authenticated
        => [.. AdoptionCase.All.Where(known => known.Assurance != AdoptionAssurance.NotAuthenticated).Select(known => known.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Adopt_EachScheme_GivesContentNameAndTimeAndKeepsTheOldFile(string name)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync(name);
        AdoptionOutcome outcome = await desk.AdoptAsync();
        Assert.Null(outcome.Failure);
        Assert.Equal((AdoptionStatus.Adopted, desk.Case.Scheme, desk.Case.Assurance), (outcome.Status, outcome.Scheme, outcome.Assurance));
        Assert.Equal(
            (desk.Content.Length, false, desk.NewPath), (outcome.ContentLengthInBytes, outcome.IsSourceDeleted, outcome.OutputPath));
        Assert.Equal(desk.Content, desk.Reopen(desk.NewPath));
        Assert.Equal(desk.Encrypted, await File.ReadAllBytesAsync(desk.OldPath, TestContext.Current.CancellationToken));
        Assert.Equal(new[] { desk.Case.FileName, desk.NewName }.Order(StringComparer.Ordinal), desk.Folder.Names, StringComparer.Ordinal);
        using LocketReader reader = LocketReader.Open(desk.NewPath, [desk.Key], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(desk.Case.OriginalName, reader.Metadata?.Name);
        Assert.Equal(DateTimeOffset.Parse("2019-07-06T05:04:03Z", CultureInfo.InvariantCulture), reader.Metadata?.ModificationTime);
        Assert.Equal(desk.Case.Name is "openssl-enc raw" or "openssl-enc base64" or "openssl-enc md5", outcome.Detail is not null);
    }

    [Theory]
    [MemberData(nameof(Authenticated))]
    public async Task Adopt_WithDelete_LeavesTheLocketFileAlone(string name)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync(name);
        desk.Options = desk.Options with { DeleteSource = true };
        AdoptionOutcome outcome = await desk.AdoptAsync();
        Assert.Equal((null, AdoptionStatus.Adopted, true), (outcome.Failure, outcome.Status, outcome.IsSourceDeleted));
        Assert.Equal([desk.NewName], desk.Folder.Names);
        Assert.Equal(desk.Content, desk.Reopen(desk.NewPath));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Adopt_EmptyAndOddContents_ComeOverExactly(string name)
    {
        foreach (int length in (int[])[0, 1, 15, 16, 17])
        {
            using AdoptionDesk desk = await AdoptionDesk.SetAsync(name, length);
            desk.Options = desk.Options with { AcceptUnverified = true };
            AdoptionOutcome outcome = await desk.AdoptAsync();
            Assert.Equal((null, AdoptionStatus.Adopted), (outcome.Failure, outcome.Status));
            Assert.Equal(desk.Content, desk.Reopen(desk.NewPath));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Adopt_DryRun_OpensAndWritesNothing(string name)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync(name);
        desk.Options = desk.Options with { DryRun = true, DeleteSource = true };
        IReadOnlyList<string> before = desk.State();
        AdoptionOutcome outcome = await desk.AdoptAsync();
        Assert.Equal(
            (null, AdoptionStatus.WouldAdopt, desk.Content.Length), (outcome.Failure, outcome.Status, outcome.ContentLengthInBytes));
        Assert.Equal(before, desk.State());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Adopt_WrongSecret_ChangesNothing(string name)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync(name);
        desk.Options = desk.Options with { DeleteSource = true };
        IReadOnlyList<string> before = desk.State();
        AdoptionOutcome outcome = await desk.AdoptAsync(new AdoptionJob(desk.OldPath), AdoptionCase.WrongSecret(desk.Case.TakesKey));
        Assert.Equal((AdoptionStatus.Failed, false), (outcome.Status, outcome.IsSourceDeleted));

        // Where only the padding notices, it may happen to fit; then the content's look speaks.
        Assert.True(
            outcome.Failure is ClassicException { Reason: ClassicFailure.WrongKeyOrDamaged }
                || (desk.Case.Assurance == AdoptionAssurance.NotAuthenticated
                    && outcome.Failure is AdoptionException { Reason: AdoptionFailure.Unverified or AdoptionFailure.UnknownMaking }),
            outcome.Failure?.ToString());
        Assert.Equal(before, desk.State());
    }

    [Theory]
    [MemberData(nameof(Authenticated))]
    public async Task Adopt_DamagedWhereItIsNoticed_ChangesNothing(string name)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync(name);
        desk.Options = desk.Options with { DeleteSource = true, AcceptUnverified = true };
        byte[] damaged = [.. desk.Encrypted];

        // Well inside the ciphertext of each; in base64 the letter stays one.
        int at = damaged.Length / 2;
        damaged[at] = damaged[at] == 'A' ? (byte)'B' : (byte)'A';
        desk.Folder.Write(desk.Case.FileName, damaged);
        IReadOnlyList<string> before = desk.State();
        AdoptionOutcome outcome = await desk.AdoptAsync();
        ClassicException failure = Assert.IsType<ClassicException>(outcome.Failure);
        Assert.Equal((AdoptionStatus.Failed, ClassicFailure.WrongKeyOrDamaged), (outcome.Status, failure.Reason));
        Assert.Equal(before, desk.State());
    }

    [Fact]
    public async Task Adopt_IntoAnotherFolder_MakesItAndLeavesTheOldOneAlone()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2");
        AdoptionOutcome outcome = await desk.AdoptAsync(
            new AdoptionJob(desk.OldPath) { OutputFolder = desk.Folder.File("a/b") }, desk.Case.Secret());
        Assert.Equal((null, desk.Folder.File("a/b/note.locket")), (outcome.Failure, outcome.OutputPath));
        Assert.Equal(desk.Content, desk.Reopen(desk.Folder.File("a/b/note.locket")));
        Assert.Equal(["a", "note.enc"], desk.Folder.Names, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Adopt_SecretOfTheWrongKind_IsAFailureOfThatFile()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("aes-crypt 3");
        AdoptionOutcome outcome = await desk.AdoptAsync(new AdoptionJob(desk.OldPath), ClassicSecret.RandomKey());
        Assert.Equal(AdoptionStatus.Failed, outcome.Status);
        Assert.IsType<ArgumentException>(outcome.Failure, exactMatch: false);
        Assert.Equal([desk.Case.FileName], desk.Folder.Names);
    }

    [Fact]
    public async Task Adopt_FilesThatAreNone_SaysWhy()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2");
        AdoptionOutcome missing = await desk.AdoptAsync(new AdoptionJob(desk.Folder.File("none")), desk.Case.Secret());
        Assert.IsType<FileNotFoundException>(missing.Failure);

        await desk.AdoptAsync();
        Assert.Equal(AdoptionStatus.Skipped, (await desk.AdoptAsync(new AdoptionJob(desk.NewPath), desk.Case.Secret())).Status);
        desk.Folder.Write("any", [1, 2, 3]);
        await IsAsync("any", AdoptionFailure.UnknownScheme);
        File.CreateSymbolicLink(desk.Folder.File("link"), desk.OldPath);
        desk.Options = desk.Options with { DeleteSource = true };
        await IsAsync("link", AdoptionFailure.NotAFile);

        async Task IsAsync(string file, AdoptionFailure reason)
        {
            AdoptionOutcome outcome = await desk.AdoptAsync(new AdoptionJob(desk.Folder.File(file)), desk.Case.Secret());
            Assert.Equal(reason, Assert.IsType<AdoptionException>(outcome.Failure).Reason);
        }
    }

    [Fact]
    public async Task Adopt_FilesThatWereFound_AreSkippedWhereTheyAreOther()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2");
        await desk.AdoptAsync();
        desk.Folder.Write("any", new byte[32]);
        await IsSkippedAsync(desk.NewPath, "it is a Locket file already");
        await IsSkippedAsync(desk.Folder.File("any"), "nothing in its bytes says what it is; it could be of cbc-file or chat-cbc");
        desk.Options = desk.Options with { Scheme = AdoptionScheme.OpenSslEnc };
        await IsSkippedAsync(desk.OldPath, "it is of cbc-hmac-v2: it begins with 'cbc-hmac-v2'");
        desk.Options = desk.Options with { Scheme = AdoptionScheme.GcmImage };
        await IsSkippedAsync(desk.Folder.File("any"), "it is not called as gcm-image calls its files");

        async Task IsSkippedAsync(string path, string reason)
        {
            AdoptionOutcome outcome = await desk.AdoptAsync(new AdoptionJob(path) { IsFound = true }, desk.Case.Secret());
            Assert.Equal((AdoptionStatus.Skipped, null, reason), (outcome.Status, outcome.Failure, outcome.Reason));
        }
    }

    [Fact]
    public async Task Adopt_ABatch_DerivesTheNewPasswordOnce()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-hmac-v2");
        using ClassicSecret secret = desk.Case.Secret();
        using Password password = AdoptionPassword.From(secret);
        using PasswordRecipient recipient = new(password, new Pbkdf2Parameters { Iterations = 2 });
        Adopter adopter = new(secret, [recipient], [password], new() { DeleteSource = true });
        for (int i = 0; i < 3; i++)
        {
            string path = desk.Folder.Write(string.Create(CultureInfo.InvariantCulture, $"{i}.enc"), desk.Encrypted);
            Assert.Null((await adopter.AdoptAsync(new AdoptionJob(path), progress: null, TestContext.Current.CancellationToken)).Failure);
        }

        Assert.Equal(1, password.DerivedKeys.Count);
    }
}
