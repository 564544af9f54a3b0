using System.IO.Pipes;
using Locket.Cli.Terminal;
using Xunit;

namespace Locket.Cli.Tests.Terminal;

public sealed class InputLinesTests
{
    [Fact]
    public async Task Read_AfterCancelledReads_GetsEveryLineInOrder()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using AnonymousPipeServerStream keyboard = new(PipeDirection.Out);
        await using AnonymousPipeClientStream input = new(PipeDirection.In, keyboard.ClientSafePipeHandle);
        InputLines lines = new(() => input, 100);
        for (int i = 0; i < 3; i++)
        {
            using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(50));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lines.ReadAsync(soon.Token));
        }

        await keyboard.WriteAsync("one\ntwo\n"u8.ToArray(), stop);
        Assert.Equal("one", (await lines.ReadAsync(stop)).Text);
        Assert.Equal("two", (await lines.ReadAsync(stop)).Text);
    }
}
