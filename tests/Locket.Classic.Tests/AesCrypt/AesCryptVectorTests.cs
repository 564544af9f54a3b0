using System.Security.Cryptography;
using Xunit;

namespace Locket.Classic.Tests.AesCrypt;

public sealed class AesCryptVectorTests
{
    [Fact]
    public async Task Decrypt_EveryPublishedFile_GivesItsPlaintext()
    {
        IReadOnlyList<InteropVector> vectors = InteropVector.Load("aescrypt/");
        Assert.Equal(8, vectors.Count);
        foreach (InteropVector vector in vectors)
        {
            using ClassicSecret secret = ClassicSecret.FromPassword(vector.Password);
            using MemoryStream target = new();
            AesCryptInfo info = await AesCryptFile.DecryptAsync(
                new MemoryStream(vector.Bytes), target, secret, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(vector.PlaintextLength, target.Length);
            Assert.Equal(vector.PlaintextSha256, Convert.ToHexStringLower(SHA256.HashData(target.ToArray())));
            Assert.Equal(vector.Bytes[3], info.Version);
            Assert.True(AesCryptFile.LooksLike(vector.Bytes));
        }
    }

    [Fact]
    public void Forge_WithThePublishedKeys_GivesThePublishedBytes()
    {
        foreach (InteropVector vector in InteropVector.Load("aescrypt/kat-v0"))
        {
            AesCryptForge forge = new(0, vector.Password);
            Assert.Equal(vector.Bytes, forge.Write([.. "Hello, AES Crypt!"u8[..(int)vector.PlaintextLength]]));
        }
    }
}
