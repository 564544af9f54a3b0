using System.Diagnostics;
using System.Globalization;
using Locket.Client.Tests.TestSupport;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Client.Tests.Keeping;

/// <summary>A process that keeps its room is killed at random moments while it talks, and goes on each time.</summary>
[Collection(NetworkGroup.Name)]
public sealed class KilledTalkerTests
{
    private const int RoomNumber = 4;
    private const int Kills = 12;

    [Fact]
    public async Task Kill_AtRandomMoments_LosesNothingAcknowledgedAndShowsNothingTwice()
    {
        using TempFolder folder = new();
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using Person other = new(relay.Target, RunningRelay.Room(RoomNumber));
        Random random = new(7);
        HashSet<string> acknowledged = new(StringComparer.Ordinal);
        List<string> shownAsNew = [];
        List<string> old = [];
        int sent = 0;
        for (int run = 0; run <= Kills; run++)
        {
            old.Clear();
            using Process talker = Start(relay, folder.File("kept"));
            for (int left = random.Next(1, 60); left > 0; left--)
            {
                // Something is under way in both directions, whatever the moment is.
                await other.Client.SendTextAsync(string.Create(CultureInfo.InvariantCulture, $"other {sent++}")).PatientlyAsync();
                string line = await talker.StandardOutput.ReadLineAsync(Waiting.Stop).AsTask().PatientlyAsync()
                    ?? throw new InvalidOperationException("the talker ended by itself: " + await talker.StandardError.ReadToEndAsync(Waiting.Stop));
                left += line.StartsWith("old ", StringComparison.Ordinal) || line.StartsWith("mine ", StringComparison.Ordinal) ? 1 : 0;
                Note(line);
            }

            talker.Kill();
            foreach (string line in (await talker.StandardOutput.ReadToEndAsync(Waiting.Stop)).Split('\n'))
            {
                Note(line);
            }

            await talker.WaitForExitAsync(Waiting.Stop).PatientlyAsync();
        }

        // What is kept is what was promised: everything acknowledged, each once, and all that was shown.
        using Password password = Talker.Password;
        using (RoomFolder kept = RoomFolder.Open(folder.File("kept"), password))
        {
            HistoryItem[] history = [.. kept.ReadHistory()];
            string[] mine = [.. history.Where(item => item.Kind == HistoryKind.TextSent).Select(item => item.Text)];
            string[] theirs = [.. history.Where(item => item.Kind == HistoryKind.TextReceived).Select(item => item.Text)];
            Assert.Equal(mine.Distinct(StringComparer.Ordinal).Count(), mine.Length);
            Assert.Equal(theirs.Distinct(StringComparer.Ordinal).Count(), theirs.Length);
            Assert.Empty(acknowledged.Except(mine, StringComparer.Ordinal));
            Assert.Empty(shownAsNew.Except(theirs, StringComparer.Ordinal));
            Assert.Equal((string[])[.. Enumerable.Range(0, theirs.Length).Select(number => $"other {number}")], theirs);
        }

        Assert.Equal(shownAsNew.Distinct(StringComparer.Ordinal).Count(), shownAsNew.Count);
        Assert.True(acknowledged.Count > Kills && shownAsNew.Count > Kills, $"{acknowledged.Count} sent, {shownAsNew.Count} shown");

        // And all of it reaches the other, once: one more run empties the outbox.
        using Process last = Start(relay, folder.File("kept"));
        string final = acknowledged.MaxBy(text => int.Parse(text[7..], CultureInfo.InvariantCulture))!;
        if (!other.Texts.Contains(final, StringComparer.Ordinal))
        {
            await other.HearTextAsync(final);
        }

        last.Kill();
        await last.WaitForExitAsync(Waiting.Stop).PatientlyAsync();
        Assert.Equal((string[])[.. Enumerable.Range(0, other.Texts.Length).Select(number => $"talker {number}")], other.Texts);

        void Note(string line)
        {
            if (!line.EndsWith(';'))
            {
                return;
            }

            (line.Split(' ')[0] switch
            {
                "ack" => (Action<string>)(text => acknowledged.Add(text)),
                "new" => shownAsNew.Add,
                _ => old.Add,
            })(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..^1]);
        }
    }

    private static Process Start(RunningRelay relay, string folder)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.Ordinal))
        {
            start.ArgumentList.Add(typeof(KilledTalkerTests).Assembly.Location);
        }

        string[] arguments = [Talker.Name, relay.Port.ToString(CultureInfo.InvariantCulture), relay.Fingerprint, $"{RoomNumber}", folder];
        Array.ForEach(arguments, start.ArgumentList.Add);
        return Process.Start(start)!;
    }
}
