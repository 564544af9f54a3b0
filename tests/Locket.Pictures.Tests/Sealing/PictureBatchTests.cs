using System.Collections.Concurrent;
using Xunit;

namespace Locket.Pictures.Tests.Sealing;

public sealed class PictureBatchTests
{
    [Fact]
    public async Task Run_SlowFirstItem_GivesResultsInOrderAndKeepsTheOthersBusy()
    {
        ConcurrentQueue<int> finished = [];
        using ManualResetEventSlim othersAreDone = new();

        List<int> results = [];
        await foreach (int result in PictureBatch.RunAsync(Enumerable.Range(0, 20), 4, Work, TestContext.Current.CancellationToken))
        {
            results.Add(result);
        }

        Assert.Equal(Enumerable.Range(0, 20), results);
        Assert.Equal(0, finished.Last());

        int Work(int item, CancellationToken stop)
        {
            if (item == 0)
            {
                // Only others that go on without it can set it free.
                othersAreDone.Wait(stop);
            }

            finished.Enqueue(item);
            if (finished.Count == 19)
            {
                othersAreDone.Set();
            }

            return item;
        }
    }

    [Fact]
    public async Task Run_OfManyItems_TakesThemAsTheyAreNeeded()
    {
        int taken = 0;
        await foreach (int result in PictureBatch.RunAsync(Endless(), 2, (item, _) => item, TestContext.Current.CancellationToken))
        {
            if (result == 100)
            {
                break;
            }
        }

        Assert.InRange(taken, 101, 200);

        IEnumerable<int> Endless()
        {
            while (true)
            {
                yield return taken++;
            }
        }
    }

    [Fact]
    public async Task Run_WorkThatThrows_EndsTheBatchWithIt()
        => await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (int _ in PictureBatch.RunAsync<int, int>(
                Enumerable.Range(0, 9), 3, (item, _) => item == 4 ? throw new InvalidDataException() : item, TestContext.Current.CancellationToken))
            {
            }
        });
}
