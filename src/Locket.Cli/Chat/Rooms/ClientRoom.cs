using System.Globalization;
using System.Threading.Channels;
using Locket.Cli.Terminal;
using Locket.Client;
using Locket.Rooms;
using Locket.Wire;

namespace Locket.Cli.Chat.Rooms;

/// <summary>A room through the library's client.</summary>
internal sealed class ClientRoom : IChatRoom
{
    /// <summary>News that may wait; then nothing more is read from the client, and so from the relay.</summary>
    private const int MostNews = 256;

    private readonly RoomClient _client;
    private readonly RoomKeys _keys;
    private readonly Channel<ChatNews> _news = Channel.CreateBounded<ChatNews>(MostNews);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private volatile RelayConnected? _first;

    /// <param name="client">Becomes this object's own.</param>
    /// <param name="keys">Becomes this object's own.</param>
    /// <param name="history">What was said before.</param>
    public ClientRoom(RoomClient client, RoomKeys keys, IReadOnlyList<HistoryItem> history)
    {
        _client = client;
        _keys = keys;
        History = history;
        _reading = ReadAsync();
    }

    public MemberId Id => _client.Id;

    public IReadOnlyList<RoomMember> Members => _client.Members;

    public bool IsMeeting => _client.IsMeeting;

    public IReadOnlyList<HistoryItem> History { get; }

    public int UnseenCount { get; init; }

    public ChannelReader<ChatNews> News => _news.Reader;

    public ReadOnlyMemory<byte> LearnedPin => _first is { Trust: CertificateTrust.Unchecked } met ? met.Fingerprint : default;

    public bool HasMetRelay => _first is not null;

    public bool ShowsWire
    {
        get => _client.ShowsWire;
        set => _client.ShowsWire = value;
    }

    /// <summary>Tells what the relay of this process refused, too.</summary>
    /// <returns>False where too much waits already.</returns>
    public bool Tell(ChatNews news) => _news.Writer.TryWrite(news);

    public Task<long> SendTextAsync(string text) => _client.SendTextAsync(text);

    public Task<long> SendFileAsync(Stream content, string name) => _client.SendFileAsync(content, name);

    public Task<string> SaveFileAsync(long file, string folder) => _client.SaveFileAsync(file, folder);

    public Task DropFileAsync(long file) => _client.DropFileAsync(file);

    public Task MarkReadAsync(long seq) => _client.MarkReadAsync(seq);

    public Task UnlockAsync() => _client.UnlockAsync();

    public Task PairAgainAsync(MemberId member) => _client.PairAgainAsync(member);

    public Task<string> ComparisonPhraseAsync(MemberId member, CancellationToken cancellationToken)
        => _client.ComparisonPhraseAsync(member, cancellationToken);

    public Task<long> SendMoveAsync(IReadOnlyCollection<MemberId> members, string invitation, Password password)
        => _client.SendMoveAsync(members, invitation, password);

    public Task FlushAsync(CancellationToken cancellationToken) => _client.FlushAsync(cancellationToken);

    public Task LeaveAsync(CancellationToken cancellationToken) => _client.LeaveAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Read on meanwhile: a goodbye needs the client, and the client needs to be read.
        Task ending = _client.DisposeAsync().AsTask();
        while (!ending.IsCompleted && !_reading.IsCompleted)
        {
            while (_news.Reader.TryRead(out _))
            {
                // Nobody looks any more.
            }

            await Task.WhenAny(ending, _reading, Task.Delay(10, _stop.Token));
        }

        await ending;
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _keys.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        Exception? failure = null;
        try
        {
            await foreach (ClientEvent found in _client.ReadEventsAsync(_stop.Token))
            {
                _first ??= found as RelayConnected;
                if (Translate(found) is { } news)
                {
                    await _news.Writer.WriteAsync(news, _stop.Token);
                }
            }
        }
#pragma warning disable CA1031 // whatever ended the client, the conversation hears of it
        catch (Exception caught)
#pragma warning restore CA1031
        {
            failure = caught is OperationCanceledException ? null : caught;
        }
        finally
        {
            _news.Writer.TryComplete(failure);
        }
    }

    private static ChatNews? Translate(ClientEvent found) => found switch
    {
        RoomHappened room => new RoomNews(room.Event),
        RelayCaughtUp => new LinkNews(LinkState.Connected),
        RelayConnected { Trust: CertificateTrust.Unchecked } connected => new TroubleNews(
            "unchecked-certificate",
            "nothing proves that this is the right relay; its certificate has the SHA-256 "
                + $"{Convert.ToHexStringLower(connected.Fingerprint.Span)}"),
        RelayLost { NextTry: { } wait } lost => new LinkNews(
            LinkState.Lost, lost.Reason.Message, wait, lost.Reason.Fault != FaultCode.RoomNotServed),
        RelayLost lost => new LinkNews(LinkState.Refused, lost.Reason.Message),
        WireSent sent => new WireNews(IsSent: true, sent.Body),
        WireReceived received => new WireNews(IsSent: false, received.Body),
        AppendDelayed delayed => new TroubleNews("delayed", string.Create(
            CultureInfo.InvariantCulture,
            $"the relay takes nothing more for now ({delayed.Fault}); tried again in {delayed.NextTry.TotalSeconds:0.#} s")),
        FileRefused file => new TroubleNews("file-refused", string.Create(
            CultureInfo.InvariantCulture,
            $"with {Shown.Size(file.LengthInBytes)} it does not fit into the memory for files; /save or /drop others first"),
            File: file.File),
        FileLost { File: { Kind: HistoryKind.FileSent } file } => new TroubleNews(
            "file-failed",
            $"{file.Text} was still being sent when this program ended; the others are told that it stops. /send sends it again",
            Local: file.Local),
        FileLost { File: var file } => new TroubleNews(
            "file-lost", $"{file.Text} was not saved before this program ended; ask for it again"),
        FileFailed file => new TroubleNews("file-failed", file.Reason?.Message ?? "it became shorter while it was sent", Local: file.Local),
        _ => null,
    };
}
