using Locket.Cli.Chat.Faces;
using Locket.Cli.Tests.Chat.Talk;
using Xunit;

namespace Locket.Cli.Tests.Chat.Faces;

public sealed class LineFaceTests
{
    [Theory]
    [InlineData(true, "two")]
    [InlineData(false, "one")]
    public async Task ReadAsync_ALineThatEndsTheConversation_IsTakenOnce(bool isTaken, string expected)
    {
        await using ScriptedTalk stage = new();
        LineFace face = ScriptedTalk.Face(stage.Setup);
        stage.Type("one", "two");

        // 1. The conversation is over while the line is still being taken, before its reader hears of that.
        using CancellationTokenSource over = new();
        List<string?> first = [];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(
            face,
            line =>
            {
                first.Add(line);
                over.Cancel();
                return isTaken ? LineOutcome.Taken : LineOutcome.Over;
            },
            over.Token));
        Assert.Equal(["one"], first);

        // 2. The next one goes on behind it, or with it where nobody wanted it.
        List<string?> second = [];
        await ReadAsync(
            face,
            line =>
            {
                second.Add(line);
                return LineOutcome.Over;
            },
            TestContext.Current.CancellationToken);
        Assert.Equal([expected], second);
    }

    private static async Task ReadAsync(LineFace face, Func<string?, LineOutcome> take, CancellationToken cancellationToken)
    {
        ChatLoop loop = new();
        Task running = loop.RunAsync(() => false, () => Task.CompletedTask, CancellationToken.None);
        try
        {
            await face.ReadAsync(loop, line => Task.FromResult(take(line)), () => Task.CompletedTask, cancellationToken);
        }
        finally
        {
            loop.End();
            await running;
        }
    }
}
