using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Locket.Classic.Tests.Adoption;

/// <summary>Contents that nothing vouches for: whatever they look like and whatever was accepted, the old file stays.</summary>
public sealed class NothingVouchesTests
{
    private const string Kept = "nothing vouches for the content; look at it, then delete the old file yourself";

    private static readonly AdoptionOptions Delete = new() { DeleteSource = true };

    public static TheoryData<string> Names
        => [.. AdoptionCase.All.Where(known => known.Assurance == AdoptionAssurance.NotAuthenticated).Select(known => known.Name)];

    public static TheoryData<OpenSslCipherMode, OpenSslCipherMode> WrongModes
    {
        get
        {
            OpenSslCipherMode[] streams = [OpenSslCipherMode.Ctr, OpenSslCipherMode.Ofb, OpenSslCipherMode.Cfb, OpenSslCipherMode.Cfb8];
            TheoryData<OpenSslCipherMode, OpenSslCipherMode> all = [];
            foreach (OpenSslCipherMode one in streams)
            {
                foreach (OpenSslCipherMode other in streams.Where(mode => mode != one))
                {
                    all.Add(one, other);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Adopt_ContentThatLooksRight_IsAdoptedAndTheOldFileStays(string name)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync(name);
        desk.Options = desk.Options with { DeleteSource = true };
        foreach (AdoptionStatus expected in (AdoptionStatus[])[AdoptionStatus.Adopted, AdoptionStatus.AlreadyAdopted])
        {
            AdoptionOutcome outcome = await desk.AdoptAsync();
            Assert.Equal(
                (null, expected, false, Kept), (outcome.Failure, outcome.Status, outcome.IsSourceDeleted, outcome.Reason));
            Assert.Equal(desk.Content, desk.Reopen(desk.NewPath));
            Assert.Equal(desk.Encrypted, await File.ReadAllBytesAsync(desk.OldPath, TestContext.Current.CancellationToken));
        }
    }

    /// <summary>The stream modes share their first block, so that a known file's mark comes out right in each.</summary>
    [Theory]
    [MemberData(nameof(WrongModes))]
    public async Task Adopt_WrongStreamMode_IsRefusedAndNeverDeleted(OpenSslCipherMode made, OpenSslCipherMode told)
    {
        byte[] content = [0x89, .. "PNG\r\n"u8, .. RandomNumberGenerator.GetBytes(4000)];
        await StaysAsync(Forge(made, "right", content), Telling(told), "right", AdoptionFailure.Unverified);
    }

    [Fact]
    public async Task Adopt_WrongPasswordOfAStreamMode_IsRefusedAtEachLength()
    {
        for (int length = 1; length <= 40; length++)
        {
            await StaysAsync(
                Forge(OpenSslCipherMode.Ctr, "right", AdoptionCase.Text(length)),
                Telling(OpenSslCipherMode.Ctr),
                "wrong",
                AdoptionFailure.Unverified);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Adopt_WrongIv_IsRefusedAndNeverDeleted(bool isTar)
    {
        byte[] content = isTar ? Tar() : AdoptionCase.Text(3000);
        byte[] key = RandomNumberGenerator.GetBytes(32);
        byte[] iv = RandomNumberGenerator.GetBytes(16);
        using Aes aes = Aes.Create();
        aes.Key = key;
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("openssl-enc raw", [1]);
        desk.Folder.Write(desk.Case.FileName, aes.EncryptCbc(content, iv));
        foreach (bool isRight in (bool[])[false, true])
        {
            desk.Options = Delete with
            {
                Scheme = AdoptionScheme.OpenSslEnc,
                Opening = new() { OpenSslEnc = new() { Iv = isRight ? iv : RandomNumberGenerator.GetBytes(16) } },
            };
            AdoptionOutcome outcome = await desk.AdoptAsync(new AdoptionJob(desk.OldPath), ClassicSecret.FromKey(key));
            Assert.Equal(isRight ? AdoptionStatus.Adopted : AdoptionStatus.Failed, outcome.Status);
            Assert.Equal(isRight, outcome.Failure is null);
            Assert.True(isRight || outcome.Failure is AdoptionException { Reason: AdoptionFailure.Unverified });
            Assert.True(File.Exists(desk.OldPath));
        }
    }

    private static OpenSslEncOptions Making(OpenSslCipherMode mode)
        => new() { Cipher = OpenSslCipher.All.Single(cipher => cipher.Mode == mode && cipher.KeyLengthInBits == 256), Iterations = 1 };

    private static AdoptionOptions Telling(OpenSslCipherMode mode) => Delete with { Opening = new() { OpenSslEnc = Making(mode) } };

    private static async Task StaysAsync(byte[] file, AdoptionOptions options, string password, AdoptionFailure expected)
    {
        using AdoptionDesk desk = await AdoptionDesk.SetAsync("openssl-enc raw", [1]);
        desk.Folder.Write(desk.Case.FileName, file);
        desk.Options = options;
        AdoptionOutcome refused = await desk.AdoptAsync(new AdoptionJob(desk.OldPath), ClassicSecret.FromPassword(password));
        Assert.Equal(expected, Assert.IsType<AdoptionException>(refused.Failure).Reason);
        desk.Options = options with { AcceptUnverified = true };
        AdoptionOutcome accepted = await desk.AdoptAsync(new AdoptionJob(desk.OldPath), ClassicSecret.FromPassword(password));
        Assert.Equal((AdoptionStatus.Adopted, false, Kept), (accepted.Status, accepted.IsSourceDeleted, accepted.Reason));
        Assert.Equal(file, await File.ReadAllBytesAsync(desk.OldPath, TestContext.Current.CancellationToken));
    }

    /// <summary>What openssl enc writes with one iteration of PBKDF2; Locket writes only two of the modes.</summary>
    private static byte[] Forge(OpenSslCipherMode mode, string password, byte[] content)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(8);
        byte[] material = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, 1, HashAlgorithmName.SHA256, 48);
        using Aes aes = Aes.Create();
        aes.Key = material[..32];
        byte[] register = material[32..];
        byte[] result = new byte[content.Length];
        int unit = mode == OpenSslCipherMode.Cfb8 ? 1 : 16;
        for (int at = 0; at < content.Length; at += unit)
        {
            byte[] stream = aes.EncryptEcb(register, PaddingMode.None);
            int length = Math.Min(unit, content.Length - at);
            for (int i = 0; i < length; i++)
            {
                result[at + i] = (byte)(content[at + i] ^ stream[i]);
            }

            register = mode switch
            {
                OpenSslCipherMode.Ofb => stream,
                OpenSslCipherMode.Ctr => Next(register),
                _ => [.. register[length..], .. result.AsSpan(at, length)],
            };
        }

        return [.. "Salted__"u8, .. salt, .. result];
    }

    private static byte[] Next(byte[] counter)
    {
        byte[] next = [.. counter];
        for (int i = next.Length - 1; i >= 0 && ++next[i] == 0; i--)
        {
        }

        return next;
    }

    private static byte[] Tar()
    {
        using MemoryStream stream = new();
        using (System.Formats.Tar.TarWriter writer = new(stream, System.Formats.Tar.TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new System.Formats.Tar.UstarTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "a/long/enough/name.txt")
            {
                DataStream = new MemoryStream(AdoptionCase.Text(700)),
            });
        }

        return stream.ToArray();
    }
}
