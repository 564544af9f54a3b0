using System.Text;
using System.Text.Json;
using Locket.Passwords;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Passwords;

public sealed class Argon2VectorTests
{
    /// <summary>Larger vectors would take the tests minutes for nothing: no path depends on the size.</summary>
    private const int MaxMemoryInKiB = 262144;

    [Fact]
    public void DeriveKey_RfcExample_MatchesOnEveryPath()
    {
        int paths = Argon2Paths.AssertEveryPath(Argon2Case.Rfc9106);

        Assert.True(paths >= 4);
    }

    [Fact]
    public void DeriveKey_RfcExample_MatchesThroughTheFacade()
    {
        Argon2Case test = Argon2Case.Rfc9106;
        byte[] destination = new byte[test.Tag.Length];

        Argon2id.DeriveKey(test.Password, test.Salt, test.Parameters, destination, test.Secret, test.AssociatedData, TestContext.Current.CancellationToken);
        byte[] returned = Argon2id.DeriveKey(
            test.Password, test.Salt, test.Parameters, test.Tag.Length, test.Secret, test.AssociatedData, TestContext.Current.CancellationToken);

        Assert.Equal(test.Tag, destination);
        Assert.Equal(test.Tag, returned);
    }

    [Fact]
    public void Kernels_OnThisMachine_IncludeThePortableAndTheBest()
    {
        Assert.Contains(Argon2KernelKind.Portable, Argon2Paths.Kernels);
        Assert.Contains(Argon2Kernels.Best, Argon2Paths.Kernels);
        Assert.Equal(Argon2Paths.Kernels.Max(), Argon2Kernels.Best);
    }

    [Theory]
    [InlineData("argon2/argon2-rfc9106.json")]
    [InlineData("argon2/argon2-phc-selftest.json")]
    public void DeriveKey_PublishedVectors_MatchOnEveryPath(string file)
    {
        List<Argon2Case> tests = [.. Read(Vectors.Require(file))];

        Assert.NotEmpty(tests);
        foreach (Argon2Case test in tests)
        {
            Argon2Paths.AssertEveryPath(test);
        }
    }

    private static IEnumerable<Argon2Case> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (JsonElement vector in document.RootElement.GetProperty("vectors").EnumerateArray())
        {
            var parameters = new Argon2idParameters
            {
                MemoryInKiB = vector.GetProperty("memoryKiB").GetInt32(),
                Passes = vector.GetProperty("iterations").GetInt32(),
                Lanes = vector.GetProperty("parallelism").GetInt32(),
            };
            bool isArgon2id = vector.GetProperty("type").ValueEquals("argon2id"u8);
            if (!isArgon2id || vector.GetProperty("version").GetInt32() != 0x13 || parameters.MemoryInKiB > MaxMemoryInKiB)
            {
                continue;
            }

            byte[] tag = Bytes(vector, "tag");
            Assert.Equal(vector.GetProperty("tagLength").GetInt32(), tag.Length);
            yield return new Argon2Case
            {
                Parameters = parameters,
                Password = Bytes(vector, "password"),
                Salt = Bytes(vector, "salt"),
                Secret = Bytes(vector, "secret"),
                AssociatedData = Bytes(vector, "associatedData"),
                Tag = tag,
            };
        }
    }

    private static byte[] Bytes(JsonElement vector, string name)
    {
        if (vector.TryGetProperty(name, out JsonElement hex))
        {
            return Convert.FromHexString(hex.GetString()!);
        }

        return vector.TryGetProperty(name + "Utf8", out JsonElement text) ? Encoding.UTF8.GetBytes(text.GetString()!) : [];
    }
}
