using System.Formats.Asn1;
using System.Numerics;
using System.Text.Json;
using Locket.Rooms.Curves;
using Locket.Rooms.Randomness;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Curves;

public class P256PrivateKeyTests
{
    [Fact]
    public void Agree_WycheproofPoints_AcceptsTheValidAndOnlyThem()
    {
        int accepted = 0;
        Wycheproof.ForEach("ecdh_secp256r1_ecpoint_test.json", (_, test) =>
        {
            bool isAccepted = CheckAgreement(Wycheproof.Hex(test, "public"), test);
            Assert.True(isAccepted == Wycheproof.IsValid(test), Wycheproof.Name(test));
            accepted += isAccepted ? 1 : 0;
        });
        Assert.Equal(330, accepted);
    }

    [Fact]
    public void Agree_WycheproofKeyInfos_AcceptsTheValidAndNothingInvalid()
    {
        int accepted = 0;
        Wycheproof.ForEach("ecdh_secp256r1_test.json", (_, test) =>
        {
            byte[]? point = PointOf(Wycheproof.Hex(test, "public"));
            bool isAccepted = point is not null && CheckAgreement(point, test);
            string result = test.GetProperty("result").GetString()!;
            Assert.True(isAccepted ? result is not "invalid" : result is not "valid", Wycheproof.Name(test));
            accepted += isAccepted ? 1 : 0;
        });
        Assert.True(accepted >= 330, $"only {accepted}");
    }

    [Fact]
    public void TryImport_ScalarsAtTheLimits_AreTakenOrRefused()
    {
        foreach (BigInteger scalar in new[] { 1, 2, BigField.Order - 1, BigField.Order >> 1, BigInteger.One << 255 })
        {
            Assert.True(P256PrivateKey.TryImport(BigField.Bytes(scalar), out P256PrivateKey? key), $"{scalar:x}");
            using SecretBytes exported = key.ExportScalar();
            Assert.Equal(BigField.Bytes(scalar), exported.Span);
            key.Dispose();
        }

        foreach (BigInteger scalar in new[] { 0, BigField.Order, BigField.Order + 1, BigField.P, BigField.Radix - 1 })
        {
            Assert.False(P256PrivateKey.TryImport(BigField.Bytes(scalar), out _), $"{scalar:x}");
        }

        Assert.False(P256PrivateKey.TryImport(new byte[31], out _));
        Assert.False(P256PrivateKey.TryImport(BigField.Bytes(1, 33), out _));
    }

    [Fact]
    public void Agree_TwoGeneratedKeys_GivesBothTheSame()
    {
        using P256PrivateKey a = new SystemRandom().CreateKey();
        using P256PrivateKey b = new SystemRandom().CreateKey();
        using SecretBytes ab = a.Agree(b.ExportPublicPoint());
        using SecretBytes ba = b.Agree(a.ExportPublicPoint());
        Assert.Equal(ab.Span, ba.Span);
        Assert.Equal("P256PrivateKey", a.ToString());
    }

    [Fact]
    public void Agree_ProductWithSmallX_KeepsItsLeadingZeros()
    {
        // The point with x = 0 times 1.
        Assert.True(P256Point.TryFromX(new byte[32], out P256Point? point));
        Assert.True(P256PrivateKey.TryImport(BigField.Bytes(1), out P256PrivateKey? one));
        using SecretBytes product = one.Agree(point);
        Assert.Equal(new byte[32], product.Span);
        one.Dispose();
    }

    /// <summary>Whether the point is taken; where it is, the x must be the published one.</summary>
    private static bool CheckAgreement(byte[] publicPoint, JsonElement test)
    {
        if (!P256Point.TryDecode(publicPoint, out P256Point? point))
        {
            return false;
        }

        var scalar = new BigInteger(Wycheproof.Hex(test, "private"), isUnsigned: true, isBigEndian: true);
        Assert.True(P256PrivateKey.TryImport(BigField.Bytes(scalar), out P256PrivateKey? key), Wycheproof.Name(test));
        using (key)
        {
            using SecretBytes product = key.Agree(point);
            Assert.True(product.Span.SequenceEqual(Wycheproof.Hex(test, "shared")), Wycheproof.Name(test));
        }

        return true;
    }

    /// <summary>Takes the point out of a SubjectPublicKeyInfo in DER that names P-256; null for anything else.</summary>
    private static byte[]? PointOf(byte[] keyInfo)
    {
        try
        {
            var reader = new AsnReader(keyInfo, AsnEncodingRules.DER);
            AsnReader info = reader.ReadSequence();
            AsnReader algorithm = info.ReadSequence();
            string kind = algorithm.ReadObjectIdentifier();
            string curve = algorithm.ReadObjectIdentifier();
            byte[] point = info.ReadBitString(out int unused);
            reader.ThrowIfNotEmpty();
            info.ThrowIfNotEmpty();
            algorithm.ThrowIfNotEmpty();
            return kind is "1.2.840.10045.2.1" && curve is "1.2.840.10045.3.1.7" && unused == 0 ? point : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
