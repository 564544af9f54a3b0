using System.Text.Json;
using Locket.Rooms.Cpace;
using Locket.Rooms.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Cpace;

public class LengthValueTests
{
    [Fact]
    public void Concat_PublishedStrings_GivesPublishedBytes()
    {
        JsonElement root = JsonVectors.Read("cpace/draft-embedded/util_lv_cat.json");
        byte[] result = LengthValue.Concat(
            JsonVectors.Hex(root, "b'1234'"), JsonVectors.Hex(root, "b'5'"), [], JsonVectors.Hex(root, "b'678'"));
        Assert.Equal(JsonVectors.Hex(root, "lv_cat(b'1234',b'5',b'',b'678')"), result);
    }

    [Fact]
    public void Concat_PublishedLengths_GivesPublishedPrefixes()
    {
        JsonElement root = JsonVectors.Read("cpace/draft-embedded/util_prepend_len.json");
        byte[] empty = [];
        Assert.Equal(JsonVectors.Hex(root, "prepend_len(b'')"), LengthValue.Concat(empty));
        Assert.Equal(JsonVectors.Hex(root, "prepend_len(b'1234')"), LengthValue.Concat(JsonVectors.Hex(root, "b'1234'")));
        Assert.Equal(JsonVectors.Hex(root, "prepend_len(bytes(range(127)))"), LengthValue.Concat(Range(127)));
        Assert.Equal(JsonVectors.Hex(root, "prepend_len(bytes(range(128)))"), LengthValue.Concat(Range(128)));
    }

    [Fact]
    public void Concat_PublishedTranscripts_AreTwoPairs()
    {
        JsonElement root = JsonVectors.Read("cpace/draft-embedded/util_transcript_ir.json");
        byte[] a = JsonVectors.Hex(root, "b'PartyA'");
        byte[] b = JsonVectors.Hex(root, "b'PartyB'");
        Assert.Equal(
            JsonVectors.Hex(root, "transcript_ir(b'123',b'PartyA',b'234',b'PartyB')"),
            LengthValue.Concat(JsonVectors.Hex(root, "b'123'"), a, JsonVectors.Hex(root, "b'234'"), b));
        Assert.Equal(
            JsonVectors.Hex(root, "transcript_ir(b'3456',b'PartyA',b'2345',b'PartyB')"),
            LengthValue.Concat(JsonVectors.Hex(root, "b'3456'"), a, JsonVectors.Hex(root, "b'2345'"), b));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(127, 1)]
    [InlineData(128, 2)]
    [InlineData(16_383, 2)]
    [InlineData(16_384, 3)]
    [InlineData(2_097_151, 3)]
    [InlineData(2_097_152, 4)]
    public void SizeOf_LengthsAtTheLimits_CountsThePrefix(int lengthInBytes, int prefixInBytes)
    {
        Assert.Equal(prefixInBytes + lengthInBytes, LengthValue.SizeOf(lengthInBytes));
        Assert.Equal(prefixInBytes + lengthInBytes, LengthValue.Concat(new byte[lengthInBytes]).Length);
    }

    [Fact]
    public void SizeOf_BeyondTheLargestArray_Throws() => Assert.Throws<OverflowException>(() => LengthValue.SizeOf(int.MaxValue));

    private static byte[] Range(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)i)];
}
