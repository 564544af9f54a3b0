using System.Text;
using System.Text.Json;
using Locket.Cli.Chat.Alerts;
using Locket.Cli.Json;
using Xunit;

namespace Locket.Cli.Tests.Chat.Alerts;

public sealed class SecurityDeskTests
{
    [Fact]
    public async Task Take_DiskIsFullForAWhile_IsSaidOnceAndCountedAndNothingElseHappens()
    {
        using FullDisk disk = new();
        List<string> complaints = [];
        StreamWriter log = new(disk, new UTF8Encoding(false)) { NewLine = "\n" };
        SecurityDesk desk = new(log, alert: null, new ChatMetrics(), complain: complaints.Add);
        desk.Take(Event(1));
        disk.IsFull = true;
        desk.Take(Event(2));
        desk.Take(Event(3));
        disk.IsFull = false;
        desk.Take(Event(4));
        Assert.Equal(2, desk.Lost);
        await desk.DisposeAsync();
        Assert.Equal(["the log of security events cannot be written: no space left"], complaints);
        string[] lines = Encoding.UTF8.GetString(disk.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement[] events = [.. lines.Where(line => line[0] == '{' && line[^1] == '}').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("security-event log-incomplete security-event", string.Join(' ', events.Select(found => found.GetProperty("event").GetString())));
        Assert.Equal(2, events[1].GetProperty("count").GetInt64());
        Assert.Equal(4, events[2].GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Take_ManyThreads_EveryEventIsALine()
    {
        using MemoryStream stream = new();
        SecurityDesk desk = new(new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" }, alert: null, new ChatMetrics());
        await Parallel.ForAsync(1, 1001, TestContext.Current.CancellationToken, (id, _) =>
        {
            desk.Take(Event(id));
            return ValueTask.CompletedTask;
        });
        await desk.DisposeAsync();
        string[] lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(1, 1000), lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetInt32()).Order());
    }

    private static ChatEventJson Event(int id) => new() { Event = "security-event", Time = DateTimeOffset.UnixEpoch, Id = id, Kind = "kind" };

    /// <summary>Takes a part of what it is given where it is full, as disks do.</summary>
    private sealed class FullDisk : MemoryStream
    {
        public bool IsFull { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(IsFull ? buffer[..(buffer.Length / 2)] : buffer);
            if (IsFull)
            {
                throw new IOException("no space left");
            }
        }
    }
}
