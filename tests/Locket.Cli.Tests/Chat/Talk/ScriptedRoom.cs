using System.Collections.Concurrent;
using System.Threading.Channels;
using Locket.Cli.Chat.Rooms;
using Locket.Client;
using Locket.Rooms;

namespace Locket.Cli.Tests.Chat.Talk;

/// <summary>A room without a network: a test says what happens in it, and sees what it was asked for.</summary>
internal sealed class ScriptedRoom : IChatRoom
{
    private readonly Channel<ChatNews> _news = Channel.CreateUnbounded<ChatNews>();
    private volatile IReadOnlyList<RoomMember> _members = [];
    private readonly ConcurrentQueue<long> _waiting = new();
    private long _local;

    public static MemberId Bob { get; } = MemberId.FromBytes([.. Enumerable.Repeat((byte)0xB0, 16)]);

    public static MemberId Carol { get; } = MemberId.FromBytes([.. Enumerable.Repeat((byte)0xCA, 16)]);

    public MemberId Id { get; } = MemberId.FromBytes([.. Enumerable.Repeat((byte)0xA1, 16)]);

    public IReadOnlyList<RoomMember> Members => _members;

    public bool IsMeeting { get; set; }

    public IReadOnlyList<HistoryItem> History { get; set; } = [];

    public int UnseenCount { get; set; }

    public ChannelReader<ChatNews> News => _news.Reader;

    public ReadOnlyMemory<byte> LearnedPin { get; set; }

    public bool HasMetRelay { get; set; } = true;

    public bool ShowsWire { get; set; }

    /// <summary>What it was asked for, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Invitations that others were offered.</summary>
    public List<string> Offered { get; } = [];

    public Password? OfferedPassword { get; private set; }

    /// <summary>How many texts may wait while nobody is here.</summary>
    public int MostWaiting { get; set; } = 1_000;

    /// <summary>What becomes of saving a file; null: it is saved.</summary>
    public Exception? SaveFailure { get; set; }

    /// <summary>Whether a goodbye ever ends.</summary>
    public bool IsReachable { get; set; } = true;

    /// <summary>Somebody is there, or is called differently from now on.</summary>
    public void Add(MemberId id, string name, bool isAway = false, bool isPaired = true)
    {
        RoomMember added = new()
        {
            Id = id,
            Name = name,
            IsPaired = isPaired,
            IsConfirmed = isPaired,
            IsAway = isAway,
            Renewals = 2,
            LastRenewal = DateTimeOffset.UnixEpoch,
            Missing = 0,
            LastHeard = DateTimeOffset.UnixEpoch,
            Unanswered = 0,
        };
        _members = [.. _members.Where(member => member.Id != id), added];
    }

    public void Happen(ChatNews news) => Assert(_news.Writer.TryWrite(news));

    /// <summary>Somebody got the oldest text that waits; false where none does.</summary>
    public bool TrySendWaiting()
    {
        if (!_waiting.TryDequeue(out long local))
        {
            return false;
        }

        Happen(new TextSent(local, 1, 1, local, new byte[16], 600, [Bob]));
        return true;
    }

    /// <summary>It ends by itself.</summary>
    public void Fail(Exception failure) => Assert(_news.Writer.TryComplete(failure));

    public void Happen(RoomEvent found) => Happen(new RoomNews(found));

    public Task<long> SendTextAsync(string text)
    {
        MemberId[] readers = [.. _members.Where(member => member is { IsPaired: true, IsAway: false }).Select(member => member.Id)];
        if (readers.Length == 0 && _waiting.Count >= MostWaiting)
        {
            return Task.FromException<long>(new RoomException(RoomFailure.TooManyTexts));
        }

        Calls.Add($"text {text}");
        long local = ++_local;
        if (readers.Length > 0)
        {
            Happen(new TextSent(local, 1, 1, local, new byte[16], 600, readers));
            Happen(new EntryStored(local, 100 + local));
        }
        else
        {
            _waiting.Enqueue(local);
            Happen(new TextQueued(local));
        }

        return Task.FromResult(local);
    }

    public async Task<long> SendFileAsync(Stream content, string name)
    {
        Calls.Add($"file {name} {content.Length}");
        await content.DisposeAsync();
        return ++_local;
    }

    public Task<string> SaveFileAsync(long file, string folder) => SaveFailure is { } failure
        ? Task.FromException<string>(failure)
        : Done($"save {file}", Path.Join(folder, "name"));

    public Task DropFileAsync(long file) => Done($"drop {file}", 0);

    public Task MarkReadAsync(long seq) => Done($"read {seq}", 0);

    public Task UnlockAsync() => Done("unlock", 0);

    public Task PairAgainAsync(MemberId member) => Done($"pair {member.ToShortText()}", 0);

    public Task<string> ComparisonPhraseAsync(MemberId member, CancellationToken cancellationToken)
        => Done($"phrase {member.ToShortText()}", "11111 22222 33333 44444 55555");

    public Task<long> SendMoveAsync(IReadOnlyCollection<MemberId> members, string invitation, Password password)
    {
        Offered.Add(invitation);
        OfferedPassword = password;
        return Done($"move {members.Count}", ++_local);
    }

    public Task FlushAsync(CancellationToken cancellationToken) => EndAsync("flush", cancellationToken);

    public Task LeaveAsync(CancellationToken cancellationToken) => EndAsync("leave", cancellationToken);

    public ValueTask DisposeAsync()
    {
        _news.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private static void Assert(bool isTrue) => Xunit.Assert.True(isTrue);

    private Task<T> Done<T>(string call, T result)
    {
        Calls.Add(call);
        return Task.FromResult(result);
    }

    private Task EndAsync(string call, CancellationToken cancellationToken)
    {
        Calls.Add(call);
        return IsReachable ? Task.CompletedTask : Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
