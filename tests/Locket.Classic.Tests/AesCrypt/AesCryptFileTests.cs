using System.Security.Cryptography;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.AesCrypt;

public sealed class AesCryptFileTests
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    public static TheoryData<int, int, bool> SizesOfEveryVersion()
    {
        TheoryData<int, int, bool> data = [];
        int[] sizes = [0, 1, 15, 16, 17, 31, 32, 33, 1000, (128 * 1024) - 1, 128 * 1024, (128 * 1024) + 1, (256 * 1024) - 16, (256 * 1024) + 5];
        foreach (int version in (int[])[0, 1, 2, 3])
        {
            foreach (int size in sizes)
            {
                data.Add(version, size, true);
                data.Add(version, size, false);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(SizesOfEveryVersion))]
    public async Task Decrypt_EdgeSizes_GiveThePlaintext(int version, int size, bool seekable)
    {
        AesCryptForge forge = new(version);
        byte[] plaintext = RandomNumberGenerator.GetBytes(size);
        byte[] file = forge.Write(plaintext);
        using ClassicSecret secret = ClassicSecret.FromPassword(forge.Password);
        await using Stream source = seekable ? new MemoryStream(file) : new OddStream(file);
        using MemoryStream target = new();
        AesCryptInfo info = await AesCryptFile.DecryptAsync(source, target, secret, cancellationToken: None);
        Assert.Equal(plaintext, target.ToArray());
        Assert.Equal(version, info.Version);
        Assert.Equal(version == 3, info.IsLengthAuthenticated);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Decrypt_SourceNotAtItsStart_BeginsWhereItStands(int version)
    {
        AesCryptForge forge = new(version);
        using MemoryStream source = new([9, 9, 9, .. forge.Write("hello"u8.ToArray())]) { Position = 3 };
        using ClassicSecret secret = ClassicSecret.FromPassword(forge.Password);
        using MemoryStream target = new();
        await AesCryptFile.DecryptAsync(source, target, secret, cancellationToken: None);
        Assert.Equal("hello"u8.ToArray(), target.ToArray());
    }

    [Theory]
    [InlineData(0, "the password is wrong, or the AES Crypt file was altered or cut short")]
    [InlineData(1, "the password is wrong, or the start of the AES Crypt file was altered")]
    [InlineData(2, "the password is wrong, or the start of the AES Crypt file was altered")]
    [InlineData(3, "the password is wrong, or the start of the AES Crypt file was altered")]
    public async Task Decrypt_WrongPassword_WritesNothing(int version, string message)
    {
        byte[] file = new AesCryptForge(version).Write(new byte[100]);
        using ClassicSecret wrong = ClassicSecret.FromPassword("correct horse");
        using MemoryStream target = new();
        ClassicException refused = await Assert.ThrowsAsync<ClassicException>(
            () => AesCryptFile.DecryptAsync(new MemoryStream(file), target, wrong, cancellationToken: None));
        Assert.Equal(ClassicFailure.WrongKeyOrDamaged, refused.Reason);
        Assert.Equal(message, refused.Message);
        Assert.Equal(0, target.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Decrypt_ContentAlteredUnderTheRightPassword_SaysThatThePasswordIsRight(int version)
    {
        AesCryptForge forge = new(version);
        byte[] file = forge.Write(new byte[100]);
        file[^40] ^= 1;
        using ClassicSecret secret = ClassicSecret.FromPassword(forge.Password);
        ClassicException refused = await Assert.ThrowsAsync<ClassicException>(
            () => AesCryptFile.DecryptAsync(new MemoryStream(file), new MemoryStream(), secret, cancellationToken: None));
        Assert.Equal("the password is right, but the AES Crypt file was altered or cut short", refused.Message);
    }

    [Fact]
    public async Task Decrypt_RawKey_IsTheCallersMistake()
    {
        using ClassicSecret key = ClassicSecret.FromKey(new byte[32]);
        await Assert.ThrowsAsync<ArgumentException>(
            "secret", () => AesCryptFile.DecryptAsync(new MemoryStream(), new MemoryStream(), key, cancellationToken: None));
    }

    [Fact]
    public async Task Decrypt_PasswordThatIsNotUtf8_IsRefusedWithoutQuotingIt()
    {
        using ClassicSecret secret = ClassicSecret.FromPasswordBytes([0x41, 0xFF]);
        using MemoryStream file = new(new AesCryptForge(2).Write([]));
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
            "secret", () => AesCryptFile.DecryptAsync(file, new MemoryStream(), secret, cancellationToken: None));
        Assert.Null(refused.InnerException);
    }

    [Fact]
    public async Task Decrypt_PasswordTooLong_IsRefusedBeforeHashing()
    {
        using ClassicSecret secret = ClassicSecret.FromPasswordBytes(new byte[4097]);
        await Assert.ThrowsAsync<ArgumentException>(
            "secret", () => AesCryptFile.DecryptAsync(new MemoryStream(), new MemoryStream(), secret, cancellationToken: None));
    }

    [Fact]
    public async Task Decrypt_FromAPipe_LeavesNothingInTheSpoolFolder()
    {
        using TempFolder folder = new();
        AesCryptForge forge = new(3);
        byte[] file = forge.Write(new byte[100_000]);
        AesCryptOptions options = new() { SpoolFolder = folder.Path };
        using ClassicSecret secret = ClassicSecret.FromPassword(forge.Password);
        await AesCryptFile.DecryptAsync(new OddStream(file), Stream.Null, secret, options, None);
        file[^1] ^= 1;
        await Assert.ThrowsAsync<ClassicException>(() => AesCryptFile.DecryptAsync(new OddStream(file), Stream.Null, secret, options, None));
        Assert.Empty(folder.Names);
    }

    [Fact]
    public async Task Decrypt_FileChangedBetweenTheReadings_Fails()
    {
        AesCryptForge forge = new(3);
        byte[] file = forge.Write(new byte[500_000]);
        using ClassicSecret secret = ClassicSecret.FromPassword(forge.Password);
        using MemoryStream source = new(file);
        await using ActingStream target = new(() => file[400_000] ^= 1);
        ClassicException refused = await Assert.ThrowsAsync<ClassicException>(
            () => AesCryptFile.DecryptAsync(source, target, secret, cancellationToken: None));
        Assert.Equal("the AES Crypt file changed while it was read", refused.Message);
    }

    [Fact]
    public async Task Decrypt_Cancelled_Stops()
    {
        AesCryptForge forge = new(3);
        byte[] file = forge.Write(new byte[500_000]);
        using CancellationTokenSource cancel = new();
        using ClassicSecret secret = ClassicSecret.FromPassword(forge.Password);
        await using ActingStream target = new(cancel.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => AesCryptFile.DecryptAsync(new MemoryStream(file), target, secret, cancellationToken: cancel.Token));
    }
}
