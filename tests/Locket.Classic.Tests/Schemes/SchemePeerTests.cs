using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Locket.Classic.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.Schemes;

/// <summary>Each scheme against two other libraries, in both directions.</summary>
public sealed class SchemePeerTests
{
    private static readonly int[] EdgeLengths = [0, 1, 15, 16, 17, 31, 32, 33, 255, 256, 257, 4096];

    public static TheoryData<string> Cases => [.. SchemeCase.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Encrypt_Here_OpensThere(string name)
    {
        SchemeCase scheme = Find(name);
        List<JsonObject> jobs = [];
        List<byte[]> plaintexts = [];
        foreach ((string library, byte[] plaintext) in Inputs(scheme))
        {
            byte[] secret = scheme.NewSecret();
            using ClassicSecret own = scheme.Secret(secret);
            plaintexts.Add(plaintext);
            jobs.Add(scheme.Job(library, "decrypt", secret, await scheme.EncryptAsync(plaintext, own)));
        }

        Assert.Equal(plaintexts, await ClassicPeer.RunAsync(jobs));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Encrypt_There_OpensHere(string name)
    {
        SchemeCase scheme = Find(name);
        (string Library, byte[] Plaintext, byte[] Secret)[] rows =
            [.. Inputs(scheme).Select(input => (input.Library, input.Plaintext, scheme.NewSecret()))];
        byte[]?[] files = await ClassicPeer.RunAsync([.. rows.Select(row => scheme.Job(row.Library, "encrypt", row.Secret, row.Plaintext))]);
        for (int i = 0; i < rows.Length; i++)
        {
            using ClassicSecret own = scheme.Secret(rows[i].Secret);
            Assert.Equal(rows[i].Plaintext, await scheme.DecryptAsync(Assert.IsType<byte[]>(files[i]), own));
        }
    }

    [Fact]
    public async Task Decrypt_WrongSecret_FailsOnBothSides()
    {
        List<JsonObject> jobs = [];
        foreach (SchemeCase scheme in SchemeCase.All.Where(one => one.IsAuthenticated && one.Name.Contains("cheap", StringComparison.Ordinal)))
        {
            using ClassicSecret own = scheme.Secret("right"u8.ToArray());
            byte[] file = await scheme.EncryptAsync([1, 2], own);
            jobs.AddRange(ClassicPeer.Libraries.Select(library => scheme.Job(library, "decrypt", "wrong"u8.ToArray(), file)));
        }

        Assert.Equal(4, jobs.Count);
        Assert.All(await ClassicPeer.RunAsync(jobs), Assert.Null);
    }

    private static SchemeCase Find(string name) => SchemeCase.All.Single(one => string.Equals(one.Name, name, StringComparison.Ordinal));

    private static IEnumerable<(string Library, byte[] Plaintext)> Inputs(SchemeCase scheme)
    {
        // Where each input costs a derivation at full price, a few will do.
        bool isCostly = scheme.RawKeyLengthInBytes is null && scheme.Name.EndsWith("own parameters", StringComparison.Ordinal)
            && scheme.Scheme is not "cbc-file";
        int[] lengths = isCostly ? [0, 17] : [.. EdgeLengths, .. Enumerable.Range(0, 6).Select(_ => RandomNumberGenerator.GetInt32(70_000)), 65_536, 65_552];
        return lengths.SelectMany(length => ClassicPeer.Libraries.Select(library => (library, RandomNumberGenerator.GetBytes(length))));
    }
}
