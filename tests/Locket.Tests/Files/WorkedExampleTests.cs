using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

/// <summary>The file that docs/format.md works through by hand opens, and is what the page says.</summary>
public sealed partial class WorkedExampleTests
{
    private const string Sha256 = "43174375d3d7464ac267d80f8a8f8c8f13da313e6ce0a65433d2b13960a94caa";

    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "format.md"));

    [Fact]
    public async Task Decrypt_ThePagesArmoredFile_GivesThePagesContentByEverySlot()
    {
        byte[] armored = System.Text.Encoding.ASCII.GetBytes(Armored().Match(Page).Value + "\n");
        byte[] file = Convert.FromBase64String(string.Concat(Armored().Match(Page).Groups["body"].Value.Split('\n')));
        Assert.Contains(Sha256, Page, StringComparison.Ordinal);
        Assert.Equal(Sha256, Convert.ToHexStringLower(SHA256.HashData(file)));

        using TempFolder folder = new();
        await File.WriteAllTextAsync(folder.File("key"), KeyLine().Match(Page).Value + "\n", TestContext.Current.CancellationToken);
        using SymmetricKey key = SymmetricKey.ReadFile(folder.File("key"));
        using Password password = new("cafe\u0301 noir");
        foreach (Credential credential in (Credential[])[key, password])
        {
            foreach (ReadPath path in ReadPaths.All)
            {
                foreach (byte[] form in (byte[][])[file, armored])
                {
                    Outcome outcome = await path.ReadAsync(form, [credential]);
                    Assert.Null(outcome.Failure);
                    Assert.Equal("Hello, Locket!\n"u8.ToArray(), outcome.Released);
                }
            }
        }
    }

    [Fact]
    public void Open_ThePagesFile_MetadataAndHeaderAreThePages()
    {
        byte[] file = Convert.FromBase64String(string.Concat(Armored().Match(Page).Groups["body"].Value.Split('\n')));
        using Password password = new("caf\u00e9 noir");
        using LocketReader reader = LocketReader.Open(
            new MemoryStream(file), [password], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(1, reader.SlotIndex);
        Assert.Equal(
            new FileMetadata
            {
                Name = "note.txt",
                ModificationTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
                MediaType = "text/plain",
            },
            reader.Metadata);
        Assert.Equal(669, reader.Inspection.HeaderLengthInBytes);
        Assert.Equal(756, reader.Inspection.FileLengthInBytes);
        Assert.Equal(2, reader.Inspection.SpareRoomInBytes);
        Assert.Equal("d2fc12cdcf68ddcb", reader.Inspection.Slots[0].KeyHint);
        Assert.Equal(new Pbkdf2Parameters { Iterations = 1000 }, reader.Inspection.Slots[1].Kdf);
        Assert.Equal("606162636465666768696a6b6c6d6e6f", reader.Inspection.Slots[1].KdfSalt);
    }

    [GeneratedRegex("-----BEGIN LOCKET FILE-----\n(?<body>([A-Za-z0-9+/=]{1,64}\n)+)-----END LOCKET FILE-----", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Armored();

    [GeneratedRegex("locket-key/v1 [A-Za-z0-9+/]{43}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyLine();
}
