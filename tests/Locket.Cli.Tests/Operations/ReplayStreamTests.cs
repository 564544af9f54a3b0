using Locket.Cli.Operations;
using Xunit;

namespace Locket.Cli.Tests.Operations;

public sealed class ReplayStreamTests
{
    [Fact]
    public void Rewind_AfterSeveralReads_GivesTheSameBytesAgainAndThenTheRest()
    {
        byte[] content = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
        using MemoryStream pipe = new(content);
        using ReplayStream replay = new(pipe);
        replay.ReadExactly(new byte[30]);
        replay.Rewind();
        replay.ReadExactly(new byte[10]);
        replay.Rewind();
        replay.StopRecording();
        byte[] all = new byte[100];
        replay.ReadExactly(all);
        Assert.Equal(content, all);
        Assert.Equal(0, replay.Read(all));
    }
}
