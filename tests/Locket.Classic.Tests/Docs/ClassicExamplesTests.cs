using System.Text;
using Xunit;

namespace Locket.Classic.Tests.Docs;

/// <summary>The examples of classic formats in the documents, to the letter: compiled here, and run.</summary>
public sealed class ClassicExamplesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("locket-classic-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task LibraryClassic_Run_OpensWhatOpenSslWrote()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string oldPath = Path.Join(_folder, "notes.enc");
        string newPath = Path.Join(_folder, "notes.txt");
        await WriteOldAsync(oldPath, cancellationToken);
        await OpenAsync(oldPath, newPath, cancellationToken);
        Assert.Equal("meet at noon", await File.ReadAllTextAsync(newPath, cancellationToken));
    }

    private static async Task WriteOldAsync(string oldPath, CancellationToken cancellationToken)
    {
        using ClassicSecret password = ClassicSecret.FromPassword("correct horse battery staple");
        using MemoryStream plaintext = new(Encoding.ASCII.GetBytes("meet at noon"));
        await using FileStream old = File.Create(oldPath);
        await OpenSslEnc.EncryptAsync(plaintext, old, password, cancellationToken: cancellationToken);
    }

    private static async Task OpenAsync(string oldPath, string newPath, CancellationToken cancellationToken)
    {
        // example: LibraryClassic
        using ClassicSecret password = ClassicSecret.FromPassword("correct horse battery staple");
        await using FileStream source = File.OpenRead(oldPath);
        await ClassicFile.WriteAsync(
            newPath, overwrite: false, isPrivate: true, oldPath,
            (target, stop) => OpenSslEnc.DecryptAsync(source, target, password, new OpenSslEncOptions(), stop), cancellationToken);

        // end
    }
}
