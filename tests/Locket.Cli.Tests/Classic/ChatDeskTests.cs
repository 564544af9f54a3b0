using System.Net;
using Locket.Classic;
using Locket.Cli.Operations.Classic;
using Locket.Cli.Terminal;
using Xunit;

namespace Locket.Cli.Tests.Classic;

public sealed class ChatDeskTests
{
    [Fact]
    public async Task Answer_ClientsThatLeave_AreNotKept()
    {
        // Nobody reads lines, so nothing else takes them out.
        ChatDesk desk = new(new InputLines(() => Stream.Null, 10), new SocketLog(null!, null!));
        using CancellationTokenSource leave = new();
        List<Task<string?>> leaving = [];
        for (int i = 1; i <= 1000; i++)
        {
            leaving.Add(desk.AnswerAsync(new ChatCbcTurn(i, new IPEndPoint(IPAddress.Loopback, i), "hello"), leave.Token));
        }

        using CancellationTokenSource stay = new();
        Task<string?> staying = desk.AnswerAsync(new ChatCbcTurn(1001, new IPEndPoint(IPAddress.Loopback, 1001), "hello"), stay.Token);
        Assert.Equal(1001, desk.WaitingCount);
        await leave.CancelAsync();
        foreach (Task<string?> left in leaving)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        }

        Assert.Equal(1, desk.WaitingCount);
        await stay.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => staying);
    }
}
