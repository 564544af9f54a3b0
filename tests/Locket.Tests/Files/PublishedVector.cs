using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Locket.Tests.TestSupport;

namespace Locket.Tests.Files;

/// <summary>One of the project's own vectors (tests/testdata/vectors/README.md).</summary>
internal sealed class PublishedVector : IDisposable
{
    private readonly JsonElement _json;

    private PublishedVector(JsonElement json)
    {
        _json = json;
        Name = json.GetProperty("name").GetString()!;
        File = System.IO.File.ReadAllBytes(Repository.PathOf("tests", "testdata", "vectors", json.GetProperty("file").GetString()!));
        Failure = ParseFailure(json.GetProperty("expect").GetString()!);
        Offset = json.TryGetProperty("offsetInBytes", out JsonElement offset) ? offset.GetInt64() : null;
        List<Credential> credentials = [];
        JsonElement secret = json.GetProperty("secret");
        if (secret.TryGetProperty("password", out JsonElement password))
        {
            credentials.Add(new Password(password.GetString()));
        }

        if (secret.TryGetProperty("keyHex", out JsonElement key))
        {
            credentials.Add(new SymmetricKey(Convert.FromHexString(key.GetString()!)));
        }

        Credentials = credentials;
    }

    public string Name { get; }

    public byte[] File { get; }

    public IReadOnlyList<Credential> Credentials { get; }

    /// <summary>The reason that a reader must give; null for a file that opens.</summary>
    public LocketFailure? Failure { get; }

    public long? Offset { get; }

    /// <summary>Whether the fault shows without any secret.</summary>
    public bool FailsInspection => Failure is LocketFailure.NotALocketFile or LocketFailure.UnsupportedVersion;

    public static List<PublishedVector> All()
    {
        using JsonDocument document = JsonDocument.Parse(
            System.IO.File.ReadAllBytes(Repository.PathOf("tests", "testdata", "vectors", "vectors.json")));
        List<PublishedVector> all = [.. document.RootElement.EnumerateArray().Select(json => new PublishedVector(json.Clone()))];
        return all.Count > 0 ? all : throw new InvalidOperationException("vectors.json holds no case");
    }

    public bool IsContent(ReadOnlySpan<byte> content)
    {
        return content.Length == _json.GetProperty("contentLength").GetInt64()
            && string.Equals(Convert.ToHexStringLower(SHA256.HashData(content)), _json.GetProperty("contentSha256").GetString(), StringComparison.Ordinal);
    }

    /// <summary>What the metadata are to be; null where there are none.</summary>
    public FileMetadata? ExpectedMetadata()
    {
        if (!_json.TryGetProperty("metadata", out JsonElement json))
        {
            return null;
        }

        return new FileMetadata
        {
            Kind = string.Equals(Text(json, "kind"), "tar", StringComparison.Ordinal) ? ContentKind.Tar : ContentKind.File,
            Name = Text(json, "name"),
            ModificationTime = Text(json, "modified") is string time
                ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                : null,
            MediaType = Text(json, "type"),
            Width = Number(json, "width"),
            Height = Number(json, "height"),
            Orientation = Number(json, "orientation"),
        };
    }

    public void Dispose()
    {
        foreach (Credential credential in Credentials)
        {
            credential.Dispose();
        }
    }

    private static LocketFailure? ParseFailure(string expect) => expect switch
    {
        "valid" => null,
        "not-a-locket-file" => LocketFailure.NotALocketFile,
        "unsupported-version" => LocketFailure.UnsupportedVersion,
        "damaged-header" => LocketFailure.DamagedHeader,
        "no-slot-opens" => LocketFailure.NoSlotOpens,
        "too-costly" => LocketFailure.TooCostly,
        "damaged-payload" => LocketFailure.DamagedPayload,
        "truncated" => LocketFailure.Truncated,
        _ => throw new InvalidOperationException($"no such reason: {expect}"),
    };

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static int? Number(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : null;
}
