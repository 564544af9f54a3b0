using System.Security.Cryptography;
using Xunit;

namespace Locket.Classic.Tests.Adoption;

/// <summary>Schemes that cannot notice a wrong password, and contents that do not help either.</summary>
public sealed class UnverifiedContentTests
{
    public static TheoryData<string> Names
        => [.. AdoptionCase.All
            .Where(known => known.Assurance == AdoptionAssurance.NotAuthenticated && !known.IsGuessed)
            .Select(known => known.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Adopt_ContentThatLooksLikeNothing_IsRefused(string name)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync(name, Nothing());
        IReadOnlyList<string> before = desk.State();
        AdoptionOutcome outcome = await desk.AdoptAsync();
        Assert.Equal(AdoptionFailure.Unverified, Assert.IsType<AdoptionException>(outcome.Failure).Reason);
        Assert.Equal(before, desk.State());

        desk.Options = desk.Options with { DryRun = true };
        Assert.Equal(AdoptionStatus.Failed, (await desk.AdoptAsync()).Status);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Adopt_Accepted_IsAdoptedButTheOldFileStays(string name)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync(name, Nothing());
        desk.Options = desk.Options with { AcceptUnverified = true, DeleteSource = true };
        foreach (AdoptionStatus expected in (AdoptionStatus[])[AdoptionStatus.Adopted, AdoptionStatus.AlreadyAdopted])
        {
            AdoptionOutcome outcome = await desk.AdoptAsync();
            Assert.Equal((null, expected, false), (outcome.Failure, outcome.Status, outcome.IsSourceDeleted));
            Assert.Equal("nothing vouches for the content; look at it, then delete the old file yourself", outcome.Reason);
            Assert.Equal(desk.Content, desk.Reopen(desk.NewPath));
            Assert.True(File.Exists(desk.OldPath));
        }
    }

    [Theory]
    [InlineData("gcm-image")]
    [InlineData("cbc-hmac")]
    [InlineData("cbc-hmac-v2")]
    [InlineData("aes-crypt 0")]
    public async Task Adopt_SchemesThatNoticeAWrongPassword_TakeAnyContent(string name)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync(name, Nothing());
        desk.Options = desk.Options with { DeleteSource = true };
        AdoptionOutcome outcome = await desk.AdoptAsync();
        Assert.Equal((null, true), (outcome.Failure, outcome.IsSourceDeleted));
        Assert.Equal(desk.Content, desk.Reopen(desk.NewPath));
    }

    /// <summary>One wrong key of 256 gives the right padding: the very accident that this is about.</summary>
    [Fact]
    public async Task Adopt_WrongKeyWhosePaddingFits_IsRefusedAndNeverDeleted()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("cbc-file key");
        byte[] key = await KeyThatFitsAsync(desk.Encrypted);
        desk.Options = desk.Options with { DeleteSource = true };
        IReadOnlyList<string> before = desk.State();
        AdoptionOutcome outcome = await desk.AdoptAsync(new AdoptionJob(desk.OldPath), ClassicSecret.FromKey(key));
        Assert.Equal(AdoptionFailure.Unverified, Assert.IsType<AdoptionException>(outcome.Failure).Reason);
        Assert.Equal(before, desk.State());

        desk.Options = desk.Options with { AcceptUnverified = true };
        Assert.False((await desk.AdoptAsync(new AdoptionJob(desk.OldPath), ClassicSecret.FromKey(key))).IsSourceDeleted);
        Assert.Equal(desk.Encrypted, await File.ReadAllBytesAsync(desk.OldPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Adopt_OpenSslLengthThatIsNotOfCbc_SaysThatItMustBeTold()
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("openssl-enc ctr", 5001);
        desk.Options = new AdoptionOptions();
        AdoptionOutcome outcome = await desk.AdoptAsync();
        Assert.Equal(AdoptionFailure.UnknownMaking, Assert.IsType<AdoptionException>(outcome.Failure).Reason);
    }

    private static byte[] Nothing()
    {
        byte[] content = RandomNumberGenerator.GetBytes(5000);
        content[0] = 0;
        content[1] = 2;
        return content;
    }

    private static async Task<byte[]> KeyThatFitsAsync(byte[] file)
    {
        while (true)
        {
            byte[] key = RandomNumberGenerator.GetBytes(16);
            using ClassicSecret secret = ClassicSecret.FromKey(key);
            try
            {
                using MemoryStream source = new(file);
                await CbcFile.DecryptAsync(source, Stream.Null, secret, cancellationToken: TestContext.Current.CancellationToken);
                return key;
            }
            catch (ClassicException)
            {
                // The usual case.
            }
        }
    }
}
