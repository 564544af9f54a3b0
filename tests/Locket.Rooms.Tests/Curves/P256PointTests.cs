using System.Numerics;
using System.Text;
using System.Text.Json;
using Locket.Rooms.Curves;
using Locket.Rooms.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Curves;

public class P256PointTests
{
    private static readonly byte[] Base = Convert.FromHexString(
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
        + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");

    [Fact]
    public void FromMessage_PublishedMessages_GivesPublishedPoints()
    {
        JsonElement root = JsonVectors.Read("hash-to-curve/P256_XMD_SHA-256_SSWU_NU_.json");
        byte[] tag = Encoding.ASCII.GetBytes(JsonVectors.Text(root, "dst"));
        foreach (JsonElement vector in JsonVectors.Cases(root, "vectors"))
        {
            JsonElement expected = vector.GetProperty("P");
            using var point = P256Point.FromMessage(Encoding.ASCII.GetBytes(JsonVectors.Text(vector, "msg")), tag);
            Assert.Equal(JsonVectors.Number(expected.GetProperty("x")), new BigInteger(point.X, isUnsigned: true, isBigEndian: true));
            Assert.Equal(JsonVectors.Number(expected.GetProperty("y")), new BigInteger(point.Y, isUnsigned: true, isBigEndian: true));
        }
    }

    [Fact]
    public void TryDecode_PointOnTheCurve_KeepsItsBytes()
    {
        Assert.True(P256Point.TryDecode(Base, out P256Point? point));
        Assert.Equal(Base, point.Encoded);
        Assert.Equal(Base.AsSpan(1, 32), point.X);
        Assert.Equal(Base.AsSpan(33), point.Y);
    }

    [Fact]
    public void TryDecode_AnyFlippedBit_IsRefused()
    {
        for (int bit = 0; bit < Base.Length * 8; bit++)
        {
            byte[] flipped = [.. Base];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(P256Point.TryDecode(flipped, out _), $"bit {bit}");
        }
    }

    [Fact]
    public void TryDecode_OtherForms_AreRefused()
    {
        byte[] compressed = [0x03, .. Base.AsSpan(1, 32)];
        byte[] hybrid = [0x07, .. Base.AsSpan(1)];
        byte[][] others = [[], [0], [4], compressed, hybrid, Base[..64], [.. Base, 0], new byte[65], new byte[33], [4, .. new byte[64]]];
        foreach (byte[] other in others)
        {
            Assert.False(P256Point.TryDecode(other, out P256Point? point));
            Assert.Null(point);
        }
    }

    [Fact]
    public void TryDecode_CoordinateWrittenAsItselfPlusTheModulus_IsRefused()
    {
        // x = 0 is on the curve, so the same point has a second, forbidden form with x = p.
        Assert.True(P256Point.TryFromX(new byte[32], out P256Point? point));
        Assert.True(P256Point.TryDecode(point.Encoded, out _));
        byte[] forbidden = [0x04, .. BigField.Bytes(BigField.P), .. point.Y];
        Assert.False(P256Point.TryDecode(forbidden, out _));
        Assert.False(P256Point.TryFromX(BigField.Bytes(BigField.P), out _));
        Assert.False(P256Point.TryFromX(BigField.Bytes(BigField.Radix - 1), out _));
    }

    [Fact]
    public void TryFromX_SmallNumbers_GivesEvenYOrNothing()
    {
        int found = 0;
        for (int x = 0; x < 1000; x++)
        {
            if (P256Point.TryFromX(BigField.Bytes(x), out P256Point? point))
            {
                found++;
                Assert.Equal(0, point.Y[^1] & 1);
                Assert.True(P256Point.TryDecode(point.Encoded, out _));
            }
        }

        Assert.InRange(found, 400, 600);
        Assert.False(P256Point.TryFromX(new byte[31], out _));
    }

    [Fact]
    public void Dispose_ThenUse_Throws()
    {
        Assert.True(P256Point.TryDecode(Base, out P256Point? point));
        Assert.Equal("P256Point", point.ToString());
        point.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _ = point.Encoded.Length);
        Assert.Equal("P256Point", point.ToString());
    }
}
