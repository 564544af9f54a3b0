using System.Globalization;
using System.Text;
using System.Text.Json;
using Locket.Rooms.Curves;
using Locket.Rooms.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Curves;

public class ExpandMessageTests
{
    [Theory]
    [InlineData("hash-to-curve/expand_message_xmd_SHA256_38.json")]
    [InlineData("hash-to-curve/expand_message_xmd_SHA256_256.json")]
    public void Fill_PublishedMessages_GivesPublishedBytes(string file)
    {
        JsonElement root = JsonVectors.Read(file);
        byte[] tag = Encoding.ASCII.GetBytes(JsonVectors.Text(root, "DST"));
        foreach (JsonElement test in JsonVectors.Cases(root, "tests"))
        {
            string length = JsonVectors.Text(test, "len_in_bytes")[2..];
            byte[] result = new byte[int.Parse(length, NumberStyles.HexNumber, CultureInfo.InvariantCulture)];
            ExpandMessage.Fill(Encoding.ASCII.GetBytes(JsonVectors.Text(test, "msg")), tag, result);
            Assert.Equal(JsonVectors.Hex(test, "uniform_bytes"), result);
        }
    }

    [Fact]
    public void Fill_LengthOutsideLimits_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpandMessage.Fill([], "tag"u8, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpandMessage.Fill([], [], new byte[1]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => ExpandMessage.Fill([], "tag"u8, new byte[ExpandMessage.MaxLengthInBytes + 1]));
    }

    [Fact]
    public void Fill_LongestOutput_EndsInOtherBytesThanItBegins()
    {
        byte[] result = new byte[ExpandMessage.MaxLengthInBytes];
        ExpandMessage.Fill("message"u8, "tag"u8, result);
        Assert.Equal(255, result.Chunk(32).Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).Count());
    }
}
