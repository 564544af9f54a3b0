using System.Text.Json;
using Locket.Rooms.Cpace;
using Locket.Rooms.Curves;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Cpace;

public class CpaceVectorTests
{
    public static TheoryData<string, string?> Sessions => new()
    {
        { "cpace/draft-embedded/P256_session.json", null },
        { "cpace/testvectors.json", "G_NistP256" },
    };

    public static TheoryData<string, string?> Points => new()
    {
        { "cpace/draft-embedded/P256_points.json", null },
        { "cpace/testvectors.json", "G_NistP256_points" },
    };

    [Fact]
    public void Compute_PublishedInputs_GivesPublishedStringAndGenerator()
    {
        JsonElement root = JsonVectors.Read("cpace/draft-embedded/P256_calculate_generator.json");
        CpaceInputs inputs = InputsOf(root);
        using SecretBytes text = CpaceGenerator.ComposeString(inputs);
        using P256Point generator = CpaceGenerator.Compute(inputs);
        Assert.Equal(JsonVectors.Hex(root, "generator_string(G.DSI,PRS,CI,sid,H.s_in_bytes)"), text.Span);
        Assert.Equal(JsonVectors.Hex(root, "generator g"), generator.Encoded);

        var draft = DraftText.Read();
        Assert.Equal(draft["generator_string(PRS,G.DSI,CI,sid,H.s_in_bytes)"], text.Span);
        Assert.Equal(draft["generator g"], generator.Encoded);
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Session_PublishedScalars_GivesPublishedSharesAndKey(string file, string? part)
    {
        JsonElement session = Part(file, part);
        CpaceInputs inputs = InputsOf(session);
        using P256Point generator = CpaceGenerator.Compute(inputs);
        Assert.Equal(JsonVectors.Hex(session, "g"), generator.Encoded);

        using var a = CpaceShare.Create(inputs, new GivenRandom(JsonVectors.Hex(session, "ya")));
        using var b = CpaceShare.Create(inputs, new GivenRandom(JsonVectors.Hex(session, "yb")));
        byte[] ya = JsonVectors.Hex(session, "Ya");
        byte[] yb = JsonVectors.Hex(session, "Yb");
        CheckUpToSign(ya, a.Point);
        CheckUpToSign(yb, b.Point);

        // Either sign agrees on K.
        byte[] k = JsonVectors.Hex(session, "K");
        Assert.Equal(k, Agree(a, yb));
        Assert.Equal(k, Agree(b, ya));
        Assert.Equal(k, Agree(a, b.Point.Encoded));
        Assert.Equal(k, Agree(b, a.Point.Encoded));

        using SecretBytes agreed = new(k);
        CpaceMessage first = new(ya, JsonVectors.Hex(session, "ADa"));
        CpaceMessage second = new(yb, JsonVectors.Hex(session, "ADb"));
        using SecretBytes key = CpaceTranscript.DeriveKey(inputs.Session, agreed, first, second);
        Assert.Equal(JsonVectors.Hex(session, "ISK_IR"), key.Span);
    }

    [Fact]
    public void Create_ScalarsOfTheDraft_GivesOneOfTheTwoCorrectValues()
    {
        var draft = DraftText.Read();
        CpaceInputs inputs = InputsOf(JsonVectors.Read("cpace/draft-embedded/P256_session.json"));
        using var a = CpaceShare.Create(inputs, new GivenRandom(draft["ya (big endian)"]));
        using var b = CpaceShare.Create(inputs, new GivenRandom(draft["yb (big endian)"]));
        Assert.Equal(draft["Ya"], a.Point.Encoded);
        Assert.Equal(draft["Alternative correct value for Yb: (-yb)*g"], b.Point.Encoded);
        Assert.Equal(draft["scalar_mult_vfy(ya,Yb)"], Agree(a, draft["Yb"]));
        Assert.Equal(draft["scalar_mult_vfy(yb,Ya)"], Agree(b, draft["Alternative correct value for Ya: (-ya)*g"]));

        using SecretBytes agreed = new(draft["scalar_mult_vfy(ya,Yb)"]);
        using SecretBytes key = CpaceTranscript.DeriveKey(
            inputs.Session, agreed, new(draft["Ya"], "ADa"u8), new(draft["Yb"], "ADb"u8));
        Assert.Equal(draft["ISK result"], key.Span);
        byte[] transcript = LengthValue.Concat(draft["Ya"], "ADa"u8.ToArray(), draft["Yb"], "ADb"u8.ToArray());
        Assert.Equal(draft["transcript_ir(Ya,ADa,Yb,ADb)"], transcript);
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Multiply_PublishedPoints_GivesTheProductOrRefuses(string file, string? part)
    {
        JsonElement root = Part(file, part);
        JsonElement valid = root.GetProperty("Valid");
        Assert.True(P256PrivateKey.TryImport(JsonVectors.Hex(valid, "s"), out P256PrivateKey? scalar));
        Assert.True(P256Point.TryDecode(JsonVectors.Hex(valid, "X"), out P256Point? point));
        using P256Point product = CpaceShare.Multiply(scalar, point);
        CheckUpToSign(JsonVectors.Hex(valid, "G.scalar_mult(s,X) (full coordinates)"), product);
        Assert.Equal(JsonVectors.Hex(valid, "G.scalar_mult_vfy(s,X) (only X-coordinate)"), product.X);
        scalar.Dispose();

        Assert.False(P256Point.TryDecode(JsonVectors.Hex(root, "Invalid Y1"), out _));
        Assert.False(P256Point.TryDecode(JsonVectors.Hex(root, "Invalid Y2"), out _));
    }

    private static JsonElement Part(string file, string? part)
    {
        JsonElement root = JsonVectors.Read(file);
        return part is null ? root : root.GetProperty(part);
    }

    private static CpaceInputs InputsOf(JsonElement root) => new()
    {
        PasswordSecret = JsonVectors.Hex(root, "PRS"),
        Channel = JsonVectors.Hex(root, "CI"),
        Session = JsonVectors.Hex(root, "sid"),
    };

    private static byte[] Agree(CpaceShare share, ReadOnlySpan<byte> peer)
    {
        Assert.True(share.TryAgree(peer, out SecretBytes? agreed));
        using (agreed)
        {
            return agreed.Span.ToArray();
        }
    }

    private static void CheckUpToSign(byte[] expected, P256Point actual)
    {
        Assert.Equal(expected.AsSpan(0, 33), actual.Encoded[..33]);
        Assert.Equal(0, actual.Encoded[^1] & 1);
        Assert.Equal(expected, (expected[^1] & 1) == 0 ? actual.Encoded.ToArray() : BigField.NegatePoint(actual.Encoded));
    }
}
