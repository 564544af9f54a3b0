using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

public sealed class RoundTripTests
{
    [Fact]
    public async Task Encrypt_AnyBoundarySizeAndOptions_EveryReaderGivesTheContentBack()
    {
        int cases = 0;
        foreach (EncryptionOptions options in Samples.AllOptions)
        {
            foreach (int size in Samples.BoundarySizes)
            {
                byte[] content = Samples.Content(size);
                byte[] file = Samples.Encrypt(content, options);
                foreach (ReadPath path in ReadPaths.All)
                {
                    Outcome outcome = await path.ReadAsync(file, Samples.Credentials);
                    string what = $"{path.Name}, {size} bytes, {options}";
                    Assert.True(outcome.Failure is null, $"{what}: {outcome.Failure}");
                    Assert.True(content.AsSpan().SequenceEqual(outcome.Released), what);
                    cases++;
                }
            }
        }

        Assert.Equal(Samples.AllOptions.Count * Samples.BoundarySizes.Count * ReadPaths.All.Count, cases);
    }

    [Fact]
    public async Task EncryptAnyWay_BoundarySizes_LengthAndContentAreRight()
    {
        using TempFolder folder = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        foreach (EncryptionOptions options in Samples.AllOptions)
        {
            EncryptionOptions written = options with { Overwrite = true, Metadata = FileMetadata.None };
            foreach (int size in Samples.BoundarySizes)
            {
                byte[] content = Samples.Content(size);
                string source = folder.Write("clear", content);
                await LocketFile.EncryptFileAsync(source, folder.File("1"), Samples.Recipients, written, cancellationToken: cancel);
                await LocketFile.EncryptToFileAsync(
                    new OddStream(content), folder.File("2"), Samples.Recipients, written, cancellationToken: cancel);
                using MemoryStream third = new();
                await LocketFile.EncryptAsync(new MemoryStream(content), third, Samples.Recipients, written, cancellationToken: cancel);
                using MemoryStream fourth = new();
                await LocketFile.EncryptAsync(new OddStream(content), fourth, Samples.Recipients, written, cancellationToken: cancel);
                byte[][] files =
                [
                    await File.ReadAllBytesAsync(folder.File("1"), cancel),
                    await File.ReadAllBytesAsync(folder.File("2"), cancel),
                    third.ToArray(),
                    fourth.ToArray(),
                    Samples.Encrypt(content, written),
                ];
                foreach (byte[] file in files)
                {
                    Assert.Equal(content, LocketFile.Decrypt(file, Samples.Credentials));
                    RequireLength(file, size, written);
                }
            }
        }
    }

    [Fact]
    public void Encrypt_TheSameTwice_NothingOfTheTwoFilesIsEqual()
    {
        byte[] content = new byte[100];
        byte[] first = Samples.Encrypt(content);
        byte[] second = Samples.Encrypt(content);

        Assert.Equal(first.Length, second.Length);
        FileInspection header = LocketFile.Inspect(new MemoryStream(first));
        Assert.NotEqual(
            header.Slots[0].KeyHint, LocketFile.Inspect(new MemoryStream(second)).Slots[0].KeyHint, StringComparer.Ordinal);
        Assert.False(first.AsSpan(header.HeaderLengthInBytes, 56).SequenceEqual(second.AsSpan(header.HeaderLengthInBytes, 56)));
    }

    private static void RequireLength(byte[] file, int contentInBytes, EncryptionOptions options)
    {
        FileInspection inspection = LocketFile.Inspect(new MemoryStream(file));
        long plaintext = contentInBytes;
        if (options.Pad)
        {
            plaintext = NaivePadme.Round(contentInBytes + 1);
        }

        long chunks = (plaintext / Samples.Chunk) + 1;
        Assert.Equal(plaintext, inspection.ContentLengthInBytes);
        Assert.Equal(chunks, inspection.ChunkCount);
        Assert.Equal(inspection.HeaderLengthInBytes + 56 + plaintext + (16 * chunks), inspection.FileLengthInBytes);
        Assert.Equal(options.Pad, inspection.IsPadded);
        Assert.Equal(options.Armor, inspection.IsArmored);
        Assert.Equal(options.Suite, inspection.Suite);
        Assert.False(inspection.IsTruncated);
        if (!options.Armor)
        {
            Assert.Equal(file.Length, inspection.FileLengthInBytes);
        }
    }
}
