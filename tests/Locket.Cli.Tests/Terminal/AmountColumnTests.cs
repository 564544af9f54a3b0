using Locket.Cli.Terminal;
using Xunit;

namespace Locket.Cli.Tests.Terminal;

public sealed class AmountColumnTests
{
    [Theory]
    [InlineData(512L << 20, 1L << 30, 100.0 * (1 << 20), "512 MiB of 1 GiB, 100 MiB/s")]
    [InlineData(512L << 20, null, 1024.0, "512 MiB, 1 KiB/s")]
    [InlineData(0L, 1536L, null, "0 bytes of 1.5 KiB")]
    public void Describe_Progress_HasBinaryUnits(long done, long? total, double? speed, string expected)
        => Assert.Equal(expected, AmountColumn.Describe(done, total, speed));
}
