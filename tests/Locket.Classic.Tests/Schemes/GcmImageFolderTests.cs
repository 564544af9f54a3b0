using Xunit;

namespace Locket.Classic.Tests.Schemes;

public sealed class GcmImageFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("locket-classic-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task EncryptDecrypt_Folder_TakesPicturesOnlyAndGoesOnAfterAFailure()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        string pictures = Path.Join(_folder, "pictures");
        string safe = Path.Join(_folder, "safe");
        string back = Path.Join(_folder, "back");
        Directory.CreateDirectory(pictures);
        string[] names = ["a.png", "b.jpg", "c.jpeg", "d.bmp", "e.tiff", "f.gif", "g.PNG"];
        foreach (string name in names)
        {
            await File.WriteAllTextAsync(Path.Join(pictures, name), name, stop);
        }

        await File.WriteAllTextAsync(Path.Join(pictures, "notes.txt"), "no picture", stop);
        await File.WriteAllTextAsync(Path.Join(pictures, "x.dat"), "no picture either", stop);
        using ClassicSecret key = ClassicSecret.RandomKey();
        List<GcmImageOutcome> outcomes = await GcmImageFolder.EncryptAsync(pictures, safe, key, options: null, stop).ToListAsync(stop);
        Assert.All(outcomes, outcome => Assert.Null(outcome.Failure));
        Assert.Equal(names.Select(name => name + ".dat").Order(StringComparer.Ordinal), NamesIn(safe), StringComparer.Ordinal);

        await File.AppendAllTextAsync(Path.Join(safe, "b.jpg.dat"), "x", stop);
        outcomes = await GcmImageFolder.DecryptAsync(safe, back, key, options: null, stop).ToListAsync(stop);
        GcmImageOutcome failed = Assert.Single(outcomes, outcome => outcome.Failure is not null);
        Assert.Equal(ClassicFailure.WrongKeyOrDamaged, Assert.IsType<ClassicException>(failed.Failure).Reason);
        Assert.Equal(names.Where(name => name is not "b.jpg").Order(StringComparer.Ordinal), NamesIn(back), StringComparer.Ordinal);
        Assert.Equal("g.PNG", await File.ReadAllTextAsync(Path.Join(back, "g.PNG"), stop));

        outcomes = await GcmImageFolder.DecryptAsync(safe, back, key, options: null, stop).ToListAsync(stop);
        Assert.Equal(LocketFailure.OutputExists, Assert.IsType<LocketException>(outcomes[0].Failure).Reason);
    }

    [Fact]
    public async Task EncryptDecrypt_NamesThatDifferInCaseOnly_TakesTheFirstAndRefusesTheOthers()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        string pictures = Path.Join(_folder, "pictures");
        string safe = Path.Join(_folder, "safe");
        Directory.CreateDirectory(pictures);
        await File.WriteAllTextAsync(Path.Join(pictures, "A.png"), "upper", stop);
        await File.WriteAllTextAsync(Path.Join(pictures, "a.png"), "lower", stop);
        Assert.SkipUnless(Directory.GetFiles(pictures).Length == 2, "this disk takes A.png and a.png for one name");
        using ClassicSecret key = ClassicSecret.RandomKey();
        GcmImageOptions options = new() { Overwrite = true };
        List<GcmImageOutcome> outcomes = await GcmImageFolder.EncryptAsync(pictures, safe, key, options, stop).ToListAsync(stop);
        Assert.Null(outcomes[0].Failure);
        Assert.Equal(LocketFailure.OutputExists, Assert.IsType<LocketException>(outcomes[1].Failure).Reason);
        Assert.Equal("A.png.dat", Assert.Single(NamesIn(safe)));

        string back = Path.Join(_folder, "back");
        File.Copy(Path.Join(safe, "A.png.dat"), Path.Join(safe, "a.PNG.dat"));
        outcomes = await GcmImageFolder.DecryptAsync(safe, back, key, options, stop).ToListAsync(stop);
        Assert.Equal(LocketFailure.OutputExists, Assert.IsType<LocketException>(outcomes[1].Failure).Reason);
        Assert.Equal("upper", await File.ReadAllTextAsync(Path.Join(back, "A.png"), stop));
        Assert.Equal("A.png", Assert.Single(NamesIn(back)));
    }

    [Fact]
    public void KeyFile_WriteThenRead_HoldsTheBytesAloneAndIsNeverReplaced()
    {
        string path = Path.Join(_folder, "key.bin");
        using ClassicSecret key = ClassicSecret.RandomKey(24);
        ClassicKeyFile.Write(path, key);
        Assert.Equal(key.Bytes.ToArray(), File.ReadAllBytes(path));
        using ClassicSecret read = ClassicKeyFile.Read(path);
        Assert.Equal(key.Bytes.ToArray(), read.Bytes.ToArray());
        Assert.Throws<IOException>(() => ClassicKeyFile.Write(path, key));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        File.WriteAllBytes(path, new byte[33]);
        Assert.Equal(ClassicFailure.Malformed, Assert.Throws<ClassicException>(() => ClassicKeyFile.Read(path)).Reason);
        using ClassicSecret password = ClassicSecret.FromPassword("hello");
        Assert.Throws<ArgumentException>(() => ClassicKeyFile.Write(path + "2", password));
    }

    private static IEnumerable<string> NamesIn(string folder)
        => Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);
}
