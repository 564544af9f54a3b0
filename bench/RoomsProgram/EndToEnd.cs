using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Locket.Client;
using Locket.Relay;
using Locket.Rooms;

namespace Locket.Bench.Rooms;

/// <summary>Two members and a relay on one machine, over TLS: how long a text takes from one's hands to the other's.</summary>
internal static class EndToEnd
{
    /// <summary>Far above what is measured: the relay's limits for strangers are not what this is about.</summary>
    private const int AppendsPerSecond = 1_000_000;
    private const int EntriesPerRoom = 1_000_000;
    private const long BytesPerRoom = 1L << 30;

    private const int WarmUpTexts = 2_000;
    private const int TextInBytes = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends at a steady rate and gives the latency of every text.</summary>
    public static async Task<Latencies> MeasureAsync(int textsPerSecond, TimeSpan duration)
    {
        RelayOptions limits = new()
        {
            AppendsPerSecond = AppendsPerSecond,
            AppendBurst = AppendsPerSecond,
            Store = new RoomStoreOptions { MaxEntriesPerRoom = EntriesPerRoom, MaxBytesPerRoom = BytesPerRoom, MaxBytes = BytesPerRoom },
        };
        RelayHost relay = await RelayHost.StartAsync(new RelayHostOptions { Relay = limits });
        await using (relay)
        {
            using Password password = new("hello");
            using RoomKeys keys = RoomKeys.Derive(RoomCode.Generate(), password, CipherSuite.Aes256);
            RelayTarget target = new()
            {
                Host = relay.EndPoint.Address.ToString(),
                Port = relay.EndPoint.Port,
                Pin = Convert.FromHexString(relay.Fingerprint),
                AppendsPerSecond = AppendsPerSecond,
            };
            RoomClient sender = RoomClient.Start(Enter(keys, "sender"), keys, target);
            await using (sender)
            {
                RoomClient reader = RoomClient.Start(Enter(keys, "reader"), keys, target);
                await using (reader)
                {
                    return await MeasureAsync(sender, reader, textsPerSecond, duration);
                }
            }
        }
    }

    private static Room Enter(RoomKeys keys, string name)
    {
        RoomOptions options = new() { Name = name, LongestNoticeDelay = TimeSpan.Zero, Acknowledges = false };
        return Room.Create(keys, options, [], DateTimeOffset.UtcNow);
    }

    private static async Task<Latencies> MeasureAsync(RoomClient sender, RoomClient reader, int textsPerSecond, TimeSpan duration)
    {
        Channel<(int Number, long At)> received = Channel.CreateUnbounded<(int, long)>();
        using CancellationTokenSource stop = new();
        TaskCompletionSource paired = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task draining = DrainAsync(sender, paired, stop.Token);
        Task listening = ListenAsync(reader, received.Writer, stop.Token);
        await paired.Task.WaitAsync(Patience);

        int texts = (int)(textsPerSecond * duration.TotalSeconds);
        _ = await RunAsync(sender, received.Reader, WarmUpTexts, textsPerSecond);
        List<double> latencies = await RunAsync(sender, received.Reader, texts, textsPerSecond);
        await stop.CancelAsync();
        await Task.WhenAll(draining, listening);
        return new Latencies(textsPerSecond, latencies);
    }

    /// <summary>The clock of a text starts when it should have been sent: a sender that falls behind does not hide it.</summary>
    private static async Task<List<double>> RunAsync(
        RoomClient sender, ChannelReader<(int Number, long At)> received, int texts, int textsPerSecond)
    {
        long start = Stopwatch.GetTimestamp();
        Task sending = Task.Run(() => SendAsync(sender, texts, textsPerSecond, start));
        List<double> latencies = new(texts);
        for (int count = 0; count < texts; count++)
        {
            using CancellationTokenSource limit = new(Patience);
            (int number, long at) = await received.ReadAsync(limit.Token);
            latencies.Add(Stopwatch.GetElapsedTime(start, at).TotalSeconds - ((double)number / textsPerSecond));
        }

        await sending;
        return latencies;
    }

    private static async Task SendAsync(RoomClient sender, int texts, int textsPerSecond, long start)
    {
        for (int number = 0; number < texts; number++)
        {
            double due = (double)number / textsPerSecond;
            double early = due - Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (early > 0.002)
            {
                await Task.Delay(1);
            }

            while (Stopwatch.GetElapsedTime(start).TotalSeconds < due)
            {
                Thread.Yield();
            }

            _ = sender.SendTextAsync(number.ToString(CultureInfo.InvariantCulture).PadRight(TextInBytes, '.'));
        }
    }

    private static async Task DrainAsync(RoomClient client, TaskCompletionSource paired, CancellationToken stop)
    {
        try
        {
            await foreach (ClientEvent happened in client.ReadEventsAsync(stop))
            {
                if (happened is RoomHappened { Event: Named })
                {
                    paired.TrySetResult();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    private static async Task ListenAsync(RoomClient client, ChannelWriter<(int Number, long At)> received, CancellationToken stop)
    {
        try
        {
            await foreach (ClientEvent happened in client.ReadEventsAsync(stop))
            {
                if (happened is RoomHappened { Event: TextReceived text })
                {
                    long at = Stopwatch.GetTimestamp();
                    int number = int.Parse(text.Text.AsSpan().TrimEnd('.'), NumberStyles.None, CultureInfo.InvariantCulture);
                    await received.WriteAsync((number, at), CancellationToken.None);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
