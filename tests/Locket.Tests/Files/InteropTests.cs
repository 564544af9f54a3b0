using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

/// <summary>Files of each implementation read by the other.</summary>
public sealed class InteropTests
{
    private const int Rounds = 16;
    private const string Passphrase = "pa\u0308ss w\u00f6rd \U0001F511";

    private static readonly int[] Sizes = [0, 1, 16383, 16384, 16385, 49152, 65536, 65537, 300001];

    [Fact]
    public async Task PythonReader_FilesWithRandomOptions_GivesTheContent()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Random random = new(20261121);
        for (int round = 0; round < Rounds; round++)
        {
            using TempFolder folder = new();
            PythonPeer python = await PythonPeer.RequireAsync(folder, cancel);
            using Password password = new(Passphrase);
            using PasswordRecipient byPassword = new(password, Kdf(random));
            bool useKey = random.Next(2) == 0;
            List<Recipient> recipients = [byPassword, new KeyRecipient(Samples.OtherKey), new KeyRecipient(Samples.Key)];
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(recipients));
            EncryptionOptions options = RandomOptions(random);
            byte[] content = Samples.Content(Sizes[round % Sizes.Length], seed: round);
            byte[] file = await WriteAsync(content, recipients, options, folder, round % 3, cancel);
            if (useKey)
            {
                python.Use(Samples.Key);
            }
            else
            {
                python.Use(Passphrase);
            }

            PeerResult read = await python.DecryptAsync(file, cancel);
            Assert.True(read.ExitCode == 0, $"round {round}, {options}: {read.Error}");
            Assert.True(content.AsSpan().SequenceEqual(read.Output), $"round {round}, {options}");
        }
    }

    [Fact]
    public async Task PythonWriter_FilesWithRandomOptions_OpenEveryWay()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Random random = new(11212026);
        for (int round = 0; round < Rounds; round++)
        {
            using TempFolder folder = new();
            PythonPeer python = await PythonPeer.RequireAsync(folder, cancel);
            python.Use(Samples.Key);
            python.Use(Passphrase);
            string kdf = random.Next(2) == 0 ? $"pbkdf2-sha256 {random.Next(1, 3000)}" : "argon2id 64 2 3";
            List<string> options = ["--suite", random.Next(2) == 0 ? "256" : "128", "--kdf", kdf];
            options.AddRange(random.Next(2) == 0 ? [] : ["--pad"]);
            options.AddRange(random.Next(2) == 0 ? [] : ["--armor"]);
            options.AddRange(random.Next(2) == 0 ? ["--no-metadata"] : ["--name", "n\u00e4me\n.txt"]);
            byte[] content = Samples.Content(Sizes[round % Sizes.Length], seed: round);
            PeerResult written = await python.EncryptAsync(content, options, cancel);
            string what = $"round {round}, {string.Join(' ', options)}";
            Assert.True(written.ExitCode == 0, $"{what}: {written.Error}");

            using Password password = new(Passphrase);
            foreach (Credential credential in (Credential[])[Samples.Key, password])
            {
                foreach (ReadPath path in ReadPaths.All)
                {
                    Outcome outcome = await path.ReadAsync(written.Output, [credential]);
                    Assert.True(outcome.Failure is null, $"{what}, {path.Name}: {outcome.Failure}");
                    Assert.True(content.AsSpan().SequenceEqual(outcome.Released), $"{what}, {path.Name}");
                }
            }

            using LocketReader reader = await LocketReader.OpenAsync(new MemoryStream(written.Output), [password], cancellationToken: cancel);
            Assert.Equal(options.Contains("--no-metadata", StringComparer.Ordinal) ? null : "n\u00e4me\n.txt", reader.Metadata?.Name);
        }
    }

    [Fact]
    public async Task PythonReader_FilesAlteredAtRandom_AgreesOnWhetherTheyOpen()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Random random = new(404);
        using TempFolder folder = new();
        PythonPeer python = await PythonPeer.RequireAsync(folder, cancel);
        python.Use(Samples.Key);
        for (int round = 0; round < Rounds; round++)
        {
            EncryptionOptions options = RandomOptions(random) with { Metadata = new FileMetadata { Name = "x" } };
            byte[] file = Samples.Encrypt(Samples.Content(500), options);
            file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            PeerResult read = await python.DecryptAsync(file, cancel);
            bool opened = LocketFile.TryDecrypt(file, Samples.Credentials, out byte[]? content);
            Assert.True(opened == (read.ExitCode == 0), $"round {round}, {options}: {read.Error}");
            Assert.True(!opened || content.AsSpan().SequenceEqual(read.Output));
            if (!opened)
            {
                LocketException failure = Assert.Throws<LocketException>(() => LocketFile.Decrypt(file, Samples.Credentials));
                string reason = string.Concat(failure.Reason.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{c}" : $"{c}"));
                Assert.True(
                    read.Error.Contains(reason, StringComparison.OrdinalIgnoreCase), $"round {round}, {options}: {reason}, not {read.Error}");
            }
        }
    }

    private static async Task<byte[]> WriteAsync(
        byte[] content, List<Recipient> recipients, EncryptionOptions options, TempFolder folder, int way, CancellationToken cancellationToken)
    {
        switch (way)
        {
            case 0:
                return LocketFile.Encrypt(content, recipients, options);
            case 1:
                using (MemoryStream file = new())
                {
                    await LocketFile.EncryptAsync(new OddStream(content), file, recipients, options, cancellationToken: cancellationToken);
                    return file.ToArray();
                }

            default:
                string source = folder.Write("clear", content);
                await LocketFile.EncryptFileAsync(source, folder.File("made"), recipients, options, cancellationToken: cancellationToken);
                return await File.ReadAllBytesAsync(folder.File("made"), cancellationToken);
        }
    }

    private static PasswordKdf Kdf(Random random) => random.Next(2) == 0
        ? new Pbkdf2Parameters { Iterations = random.Next(1, 3000) }
        : new Argon2idParameters { MemoryInKiB = 8 * random.Next(8, 20), Passes = random.Next(1, 4), Lanes = random.Next(1, 5) };

    private static EncryptionOptions RandomOptions(Random random) => new()
    {
        Suite = (CipherSuite)random.Next(2),
        Pad = random.Next(2) == 0,
        Armor = random.Next(2) == 0,
        Workers = random.Next(1, 4),
        Metadata = random.Next(2) == 0 ? null : new FileMetadata { Name = "a \"name\"\u2028", Width = random.Next(1, 9999), Orientation = 3 },
    };
}
