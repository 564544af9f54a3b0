using System.Text.Json;
using Locket.Cli.Tests.Harness;
using Locket.Pictures.Tests.TestSupport;
using Xunit;

namespace Locket.Cli.Tests.Pictures;

/// <summary>The whole collection of pictures, good and broken, through <c>locket picture clean</c>, in the eyes of independent programs.</summary>
public sealed class CleanCommandTests
{
    /// <summary>Groups of tags that tell more than the picture.</summary>
    private static readonly string[] TellingGroups = ["ExifIFD", "GPS", "InteropIFD", "IPTC", "Photoshop", "MakerNotes", "XMP", "MPF"];

    /// <summary>Tags that do, wherever they stand.</summary>
    private static readonly string[] TellingTags =
    [
        "Artist", "Comment", "Copyright", "DateTimeOriginal", "DocumentName", "HostComputer", "ImageDescription", "Make", "Model", "ModifyDate",
        "PageName", "Software", "ThumbnailImage", "ThumbnailLength", "ThumbnailOffset", "UserComment", "XPAuthor", "XPComment", "XPTitle",
    ];

    [Fact]
    public async Task Clean_EveryPicture_IsCleanWithTheSamePixelsOrRefused()
    {
        IReadOnlyList<SamplePicture> samples = SamplePicture.All();
        using CommandLineHarness harness = new();
        Copy(samples, harness);

        CommandResult result = await harness.RunAsync("picture", "clean", "--json", "-o", "share", "in");

        JsonElement[] lines = [.. result.OutputText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
        Dictionary<string, JsonElement> answers = lines[..^1].ToDictionary(line => line.GetProperty("file").GetString()!, StringComparer.Ordinal);
        Assert.Equal(samples.Select(sample => "in/" + sample.Name).Order(StringComparer.Ordinal), answers.Keys.Order(StringComparer.Ordinal));

        // 1. Either a copy, or a reason and no copy; nothing unfinished.
        List<(SamplePicture Sample, string Copy)> cleaned = [];
        foreach (SamplePicture sample in samples)
        {
            JsonElement answer = answers["in/" + sample.Name];
            bool isClean = answer.GetProperty("status").ValueEquals("cleaned");
            Assert.True(isClean != (answer.GetProperty("error").ValueKind == JsonValueKind.String), sample.Name);
            Assert.Equal((sample.Name, isClean), (sample.Name, harness.Exists("share/" + sample.Name)));
            Assert.Equal(sample.Read(), harness.Read("in/" + sample.Name));
            if (isClean)
            {
                cleaned.Add((sample, harness.PathOf("share/" + sample.Name)));
            }
        }

        Assert.Equal((cleaned.Count, samples.Count - cleaned.Count), (lines[^1].GetProperty("done").GetInt32(), lines[^1].GetProperty("failed").GetInt32()));
        Assert.DoesNotContain(harness.Tree(), name => name.EndsWith(".partial", StringComparison.Ordinal));
        Assert.True(cleaned.Count(pair => !pair.Sample.IsBroken) > 250 && samples.Count - cleaned.Count > 150, $"{cleaned.Count} cleaned");

        // 2. The same pixels.
        string[] pixels = await DecodedPixels.CompareAsync(cleaned.Select(pair => (pair.Sample.Path, pair.Copy)));
        Assert.DoesNotContain(
            cleaned.Zip(pixels, (pair, pixel) => $"{pair.Sample.Name}: {pixel}"), line => line.Contains(": different", StringComparison.Ordinal));
        Assert.True(pixels.Count(pixel => pixel is "same") > 250, "hardly any picture was compared");

        // 3. Nothing that tells.
        IReadOnlyDictionary<string, JsonElement> before = await ExifTool.ReadAsync(["-G1", "-a", "-u"], cleaned.Select(pair => pair.Sample.Path));
        IReadOnlyDictionary<string, JsonElement> after = await ExifTool.ReadAsync(["-G1", "-a", "-u"], cleaned.Select(pair => pair.Copy));
        Assert.Equal(cleaned.Count, after.Count);
        Assert.Empty(cleaned.SelectMany(pair => Telling(after[pair.Copy]).Select(tag => $"{pair.Sample.Name}: {tag}")));
        Assert.True(before.Values.Sum(tags => Telling(tags).Count()) > 800, "the pictures told nothing to begin with");

        // 4. What the command says of places is what the other reader finds in EXIF.
        Assert.All(cleaned, pair => Assert.True(
            !HasPlace(before[pair.Sample.Path]) || answers["in/" + pair.Sample.Name].GetProperty("hasPlace").GetBoolean(), pair.Sample.Name));
    }

    [Fact]
    public async Task Clean_DryRunOverEveryPicture_SaysTheSameAndWritesNothing()
    {
        IReadOnlyList<SamplePicture> samples = SamplePicture.All();
        using CommandLineHarness harness = new();
        Copy(samples, harness);
        IReadOnlyList<string> tree = harness.Tree();
        CommandResult dry = await harness.RunAsync("picture", "clean", "--json", "--dry-run", "in");
        Assert.Equal(tree, harness.Tree());
        CommandResult wet = await harness.RunAsync("picture", "clean", "--json", "-o", "share", "in");
        Assert.Equal(Facts(wet), Facts(dry));
        Assert.Equal(wet.ExitCode, dry.ExitCode);
    }

    private static void Copy(IReadOnlyList<SamplePicture> samples, CommandLineHarness harness)
    {
        foreach (SamplePicture sample in samples)
        {
            harness.Write("in/" + sample.Name, sample.Read());
        }
    }

    private static string[] Facts(CommandResult result) =>
    [
        .. result.OutputText.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1]
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Select(line => $"{line.GetProperty("file")} {line.GetProperty("error")} {line.GetProperty("message")} {line.GetProperty("removed")} {line.GetProperty("lengthAfterInBytes")}"),
    ];

    private static IEnumerable<string> Telling(JsonElement tags) => tags.EnumerateObject().Select(tag => tag.Name).Where(name =>
    {
        string[] parts = name.Split(':');
        return !name.StartsWith("ICC", StringComparison.Ordinal)
            && (TellingGroups.Any(group => parts[0].StartsWith(group, StringComparison.Ordinal)) || TellingTags.Contains(parts[^1], StringComparer.Ordinal));
    });

    private static bool HasPlace(JsonElement tags) => tags.EnumerateObject().Any(tag => tag.Name is "GPS:GPSLatitude");
}
