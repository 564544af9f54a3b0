using System.Security.Cryptography;
using System.Text;
using Xunit;

#pragma warning disable xUnit1051 // the examples stand here as they are printed, most of them without a token

namespace Locket.Tests.Docs;

/// <summary>The examples of README and docs, to the letter: compiled here, and run.</summary>
[Collection("current folder")]
public sealed class ExamplesTests : IDisposable
{
    private readonly string _previous = Environment.CurrentDirectory;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("locket-examples-");
    private readonly TextWriter _console = Console.Out;
    private readonly StringWriter _output = new();

    public ExamplesTests()
    {
        Environment.CurrentDirectory = _folder.FullName;
        Console.SetOut(_output);
    }

    public void Dispose()
    {
        Console.SetOut(_console);
        Environment.CurrentDirectory = _previous;
        _folder.Delete(recursive: true);
        _output.Dispose();
    }

    [Fact]
    public void Documents_EveryExample_IsCompiledHere()
    {
        Dictionary<string, string> documents = ExampleTexts.InDocuments();
        Dictionary<string, string> code = ExampleTexts.InCode();
        Assert.NotEmpty(documents);
        Assert.Equal(documents.Keys.Order(StringComparer.Ordinal), code.Keys.Order(StringComparer.Ordinal));
        Assert.All(documents, example => Assert.Equal(example.Value, code[example.Key]));
    }

    [Fact]
    public void ReadmeBuffers_Run_PrintsTheContent()
    {
        // example: ReadmeBuffers
        using Password password = new("correct horse battery staple");
        using PasswordRecipient recipient = new(password);

        byte[] file = LocketFile.Encrypt("meet at noon"u8, [recipient]);

        if (LocketFile.TryDecrypt(file, [password], out byte[]? content))
        {
            Console.WriteLine(Encoding.UTF8.GetString(content));
        }

        // end
        Assert.Equal("meet at noon", _output.ToString().TrimEnd());
    }

    [Fact]
    public async Task ReadmeFiles_Run_ReadsTheLastBytes()
    {
        byte[] content = RandomNumberGenerator.GetBytes(100_000);
        await File.WriteAllBytesAsync("video.mp4", content, TestContext.Current.CancellationToken);

        // example: ReadmeFiles
        using SymmetricKey key = SymmetricKey.Generate();
        await LocketFile.EncryptFileAsync("video.mp4", "video.mp4.locket", [new KeyRecipient(key)]);

        using LocketReader reader = LocketReader.Open("video.mp4.locket", [key]);
        using Stream video = reader.OpenContent();
        video.Seek(-4, SeekOrigin.End);
        byte[] lastBytes = new byte[4];
        video.ReadExactly(lastBytes);

        // end
        Assert.Equal(content[^4..], lastBytes);
    }

    [Fact]
    public void ReadmeArgon2id_Run_GivesAKey()
    {
        // example: ReadmeArgon2id
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        Argon2idParameters cost = new() { MemoryInKiB = 64 * 1024, Passes = 3, Lanes = 4 };
        byte[] derived = Argon2id.DeriveKey("correct horse battery staple"u8, salt, cost, lengthInBytes: 32);

        // end
        Assert.Equal(32, derived.Length);
        Assert.Equal(derived, Argon2id.DeriveKey("correct horse battery staple"u8, salt, cost, lengthInBytes: 32));
    }

    [Fact]
    public async Task Library_EncryptOpenAndFail_DoesWhatThePageSays()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        byte[] content = RandomNumberGenerator.GetBytes(50_000);
        await File.WriteAllBytesAsync("report.pdf", content, cancellationToken);
        await EncryptAsync(cancellationToken);
        await OpenAsync();
        Assert.Equal(content, await File.ReadAllBytesAsync("restored-report.pdf", cancellationToken));

        File.Delete("report.pdf");
        using Password wrong = new("incorrect horse");
        await FailAsync(wrong);
        Assert.EndsWith("wrong password", _output.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    private static async Task EncryptAsync(CancellationToken cancellationToken)
    {
        // example: LibraryFiles
        using Password password = new("correct horse battery staple");
        using PasswordRecipient byPassword = new(password, new Argon2idParameters { MemoryInKiB = 512 * 1024 });
        using SymmetricKey key = SymmetricKey.Generate();
        key.WriteFile("backup.key");

        EncryptionOptions options = new() { Pad = true };
        Progress<long> progress = new(bytes => Console.WriteLine($"{bytes} bytes done"));
        await LocketFile.EncryptFileAsync(
            "report.pdf", "report.pdf.locket", [byPassword, new KeyRecipient(key)], options, progress, cancellationToken);

        // end
    }

    private static async Task OpenAsync()
    {
        // example: LibraryReader
        using SymmetricKey key = SymmetricKey.ReadFile("backup.key");
        using LocketReader reader = LocketReader.Open("report.pdf.locket", [key]);
        string name = reader.Metadata?.SafeName ?? "report";
        await reader.DecryptToFileAsync("restored-" + name);

        // end
    }

    private static async Task FailAsync(Password password)
    {
        // example: LibraryErrors
        try
        {
            await LocketFile.DecryptFileAsync("report.pdf.locket", "report.pdf", [password]);
        }
        catch (LocketException exception) when (exception.Reason == LocketFailure.NoSlotOpens)
        {
            Console.WriteLine("wrong password");
        }
        catch (LocketException exception) when (exception.Reason is LocketFailure.DamagedPayload or LocketFailure.Truncated)
        {
            Console.WriteLine($"damaged at byte {exception.OffsetInBytes}; what is intact can be salvaged");
        }

        // end
    }
}
