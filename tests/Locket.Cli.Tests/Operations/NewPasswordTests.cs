using Locket.Cli.Operations;
using Xunit;

namespace Locket.Cli.Tests.Operations;

public sealed class NewPasswordTests
{
    [Fact]
    public void Make_DefaultLength_HasFiveGroupsOfTheAlphabet()
        => Assert.Matches("^[0-9abcdefghjkmnpqrstvwxyz]{5}(-[0-9abcdefghjkmnpqrstvwxyz]{5}){4}$",
            new string(NewPassword.Make(NewPassword.LengthFor(NewPassword.DefaultBits))));

    [Fact]
    public void Make_ManyTimes_UsesEveryCharacterAboutEquallyOften()
    {
        Dictionary<char, int> counts = NewPassword.Make(32_000).Where(c => c != '-').GroupBy(c => c)
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(32, counts.Count);

        // 1000 expected with a deviation of 31: beyond seven deviations something is wrong with the choice, not with the luck.
        Assert.All(counts.Values, count => Assert.InRange(count, 780, 1220));
    }

    [Theory]
    [InlineData(80, 16)]
    [InlineData(81, 17)]
    [InlineData(125, 25)]
    public void LengthFor_Bits_RoundsUp(int bits, int expected) => Assert.Equal(expected, NewPassword.LengthFor(bits));
}
