using Locket.Armor;
using Xunit;

namespace Locket.Tests.Armor;

public sealed class ArmorFormatTests
{
    [Theory]
    [InlineData("-----BEGIN LOCKET FILE-----", true)]
    [InlineData("-----BEGIN LOCKET FILE-----\r\nbG9j", true)]
    [InlineData("-----BEGIN LOCKET FILE----", false)]
    [InlineData("-----BEGIN PGP MESSAGE-----\n", false)]
    [InlineData("\n-----BEGIN LOCKET FILE-----", false)]
    [InlineData("locket/v1 256", false)]
    [InlineData("", false)]
    public void IsArmored_Prefix_TellsMarker(string prefix, bool expected)
        => Assert.Equal(expected, ArmorFormat.IsArmored(System.Text.Encoding.ASCII.GetBytes(prefix)));
}
