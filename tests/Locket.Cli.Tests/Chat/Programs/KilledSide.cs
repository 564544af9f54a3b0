using System.Globalization;
using System.Text.Json;

namespace Locket.Cli.Tests.Chat.Programs;

/// <summary>One side of a conversation, whose program is killed and started again; what it said in all of its runs.</summary>
internal sealed class KilledSide : IDisposable
{
    private readonly string _folder;
    private readonly string _name;
    private readonly string[] _place;
    private readonly List<JsonElement> _before = [];
    private int _next;

    /// <param name="folder">Where; its state is kept there, too.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="place">An invitation, or the options of a host.</param>
    public KilledSide(string folder, string name, params string[] place)
    {
        _folder = folder;
        _name = name;
        _place = place;
    }

    public Talker Program { get; private set; } = null!;

    /// <summary>The numbers of the texts that were acknowledged: the relay has them.</summary>
    public IReadOnlyList<int> Stored
    {
        get
        {
            Dictionary<long, string> texts = [];
            foreach (JsonElement own in All("own"))
            {
                // A number names one text for ever, whatever happens.
                texts.Add(own.GetProperty("local").GetInt64(), own.GetProperty("text").GetString()!);
            }

            return [.. All("stored").Select(stored => texts.GetValueOrDefault(stored.GetProperty("local").GetInt64()))
                .OfType<string>().Where(text => IsOf(text, _name)).Select(Number)];
        }
    }

    /// <summary>The numbers of the texts that were said to be lost perhaps, with a relay that began anew.</summary>
    public IReadOnlyList<int> PerhapsLost
    {
        get
        {
            HashSet<long> lost = [.. All("perhaps-lost")
                .SelectMany(found => found.GetProperty("locals").EnumerateArray()).Select(local => local.GetInt64())];
            return Numbers(All("own").Where(own => lost.Contains(own.GetProperty("local").GetInt64())), _name);
        }
    }

    public async Task StartAsync()
    {
        Talker? ended = Program;
        Program = await Talker.StartAsync(
            _folder, _name, "hello", [.. _place, "--keep", "kept-" + _name, "--keep-password-env", "KEEP"]);
        ended?.Dispose();
    }

    public async Task KillAsync()
    {
        await Program.KillAsync();
        Finish();
    }

    /// <summary>Types numbered texts until told to stop; what is not read before a kill is lost, and nobody acknowledged it.</summary>
    public async Task TypeAsync(CancellationToken stop)
    {
        // Below what the relay takes of one connection, and a slow disk.
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                TypeNext();
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }

    public async Task<int> EndAsync()
    {
        Program.EndInput();
        (int code, _) = await Program.EndAsync();
        Finish();
        return code;
    }

    /// <summary>The numbers of the texts of one sender that were shown as new, in the order in which they were.</summary>
    public IReadOnlyList<int> Shown(string sender) => Numbers(All("message"), sender);

    /// <summary>The numbers of texts that a later run showed as perhaps not seen.</summary>
    public IReadOnlyList<int> Unseen(string sender)
        => Numbers(All("history").Where(found => found.TryGetProperty("isUnseen", out _)), sender);

    /// <summary>Starts once more, and reads what the folder kept of one sender.</summary>
    public async Task<IReadOnlyList<int>> ReadHistoryAsync(string sender)
    {
        using KilledSide reader = new(_folder, _name, _place);
        await reader.StartAsync();
        await reader.EndAsync();
        return Numbers(reader.All("history"), sender);
    }

    public IEnumerable<JsonElement> All(string name)
        => _before.Concat(Program.All)
            .Where(found => string.Equals(found.GetProperty("event").GetString(), name, StringComparison.Ordinal));

    public void Dispose() => Program?.Dispose();

    private static bool IsOf(string text, string sender) => text.StartsWith(sender + " ", StringComparison.Ordinal);

    private static int Number(string text)
        => int.Parse(text.AsSpan(text.IndexOf(' ', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    private static IReadOnlyList<int> Numbers(IEnumerable<JsonElement> events, string sender)
        => [.. events.Select(found => found.GetProperty("text").GetString()!).Where(text => IsOf(text, sender)).Select(Number)];

    private void TypeNext()
    {
        try
        {
            Program.Type(string.Create(CultureInfo.InvariantCulture, $"{_name} {_next}"));
            _next++;
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // It was killed just now.
        }
    }

    private void Finish()
    {
        _before.AddRange(Program.All);
        Program.Forget();
    }
}
