using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Locket.Client.Engine;
using Locket.Client.Files;
using Locket.Client.Keeping;
using Locket.Client.Loop;
using Locket.Rooms;
using Locket.Wire;

namespace Locket.Client;

/// <summary>A room over a network: connects, sends what is to be sent until the relay has it, and comes back after each loss.</summary>
/// <remarks>
/// Calls may come from any thread; each ends once what it did is kept, where the room is kept. Read the events, or nothing more is taken
/// from the relay after a while.
/// </remarks>
public sealed class RoomClient : IAsyncDisposable
{
    /// <summary>The longest file in bytes, 64 MiB (docs/protocol.md, "Limits of a member").</summary>
    public const long MaxFileInBytes = 64L * 1024 * 1024;

    /// <summary>How long the goodbye may take when a client is disposed whose room is not kept, in seconds.</summary>
    private const int LeaveLimitInSeconds = 5;

    private readonly IRoomEngine _room;
    private readonly ClientLoop _loop;
    private readonly TimeProvider _time;
    private readonly bool _keepsMember;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private bool _hasLeft;
    private bool _isDisposed;

    internal RoomClient(
        IRoomEngine room,
        RoomAddress address,
        RelayTarget target,
        IReadOnlyList<IRoomKeeper> keepers,
        TimeProvider time,
        Func<double> random,
        RoomFolder? folder = null)
    {
        _room = room;
        _time = time;
        _keepsMember = keepers.Any(keeper => keeper.KeepsMember);
        Id = room.Id;
        Signal wake = new();
        _loop = new ClientLoop(room, new Uplink(room, address, target, time, new Backoff(random), wake), keepers, folder, time, wake);
        _running = _loop.RunAsync(_stop.Token);
    }

    /// <summary>Gets this member's id.</summary>
    public MemberId Id { get; }

    /// <summary>Gets everyone else who is known, as of the last events.</summary>
    public IReadOnlyList<RoomMember> Members => _loop.Members;

    /// <summary>Gets a value indicating whether a member that was there before is being paired with, as of the last events.</summary>
    public bool IsMeeting => _loop.IsMeeting;

    /// <summary>
    /// Gets or sets a value indicating whether <see cref="WireSent"/> and <see cref="WireReceived"/> are told. Default: false.
    /// </summary>
    public bool ShowsWire
    {
        get => _loop.ShowsWire;
        set => _loop.ShowsWire = value;
    }

    /// <summary>Begins to take part over a network.</summary>
    /// <param name="room">Becomes the client's own; nobody else may use it from here on.</param>
    /// <param name="keys">The room's keys; stay the caller's and must live as long as the client.</param>
    /// <param name="target">The relay.</param>
    /// <param name="folder">
    /// Where the room is kept; stays the caller's. Null: it is not, and disposing the client leaves the room. Files that were under way
    /// when it was last used come as <see cref="FileLost"/>.
    /// </param>
    /// <param name="attempts">Where the count of attempts at the password is kept; null: nowhere.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public static RoomClient Start(
        Room room, RoomKeys keys, RelayTarget target, RoomFolder? folder = null, AttemptFile? attempts = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(room);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(target);
        RoomEngine engine = new(room);
        RoomAddress address = RoomAddress.FromBytes(keys.Address);
        List<IRoomKeeper> keepers = [];
        if (attempts is not null)
        {
            keepers.Add(new AttemptKeeper(attempts, engine));
        }

        if (folder is not null)
        {
            keepers.Add(new FolderKeeper(folder, address));
        }

        return new RoomClient(engine, address, target, keepers, time ?? TimeProvider.System, Random, folder);
    }

    /// <summary>Reads what happens, in order; one reader. Ends when the client is disposed.</summary>
    /// <param name="cancellationToken">Ends the reading, not the client.</param>
    /// <exception cref="IOException">What must be kept could not be kept; the client has stopped.</exception>
    public async IAsyncEnumerable<ClientEvent> ReadEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (ClientEvent happened in _loop.Events.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return happened;
            _loop.Wake();
        }
    }

    /// <summary>Sends a text to everyone who is paired; where nobody is, it waits.</summary>
    /// <param name="text">1 byte to 4 MiB.</param>
    /// <returns>The number under which later events name it.</returns>
    /// <exception cref="ArgumentException">The text is empty or longer.</exception>
    /// <exception cref="RoomException">Too much waits already, or this member has left.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<long> SendTextAsync(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DoAsync((room, now) =>
        {
            long local = room.SendText(text, now);
            _loop.History.Add(new HistoryItem { Kind = HistoryKind.TextSent, From = Id, Time = now, Local = local, Text = text });
            return local;
        });
    }

    /// <summary>Sends a file in the background to those who are paired now.</summary>
    /// <param name="content">From its position on; becomes the client's own and is disposed.</param>
    /// <param name="name">What it is called to others; 1 to 255 bytes.</param>
    /// <param name="lengthInBytes">How much is sent, at most <see cref="MaxFileInBytes"/>; null: to the end of a stream that can
    /// seek.</param>
    /// <returns>The number under which later events name it.</returns>
    /// <exception cref="ArgumentException">The name is empty or too long; the length is not known or too large.</exception>
    /// <exception cref="RoomException">Nobody is paired, too many files are under way, or this member has left.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async Task<long> SendFileAsync(Stream content, string name, long? lengthInBytes = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        bool isTaken = false;
        try
        {
            ArgumentNullException.ThrowIfNull(name);
            long length = lengthInBytes ?? (content.CanSeek
                ? content.Length - content.Position
                : throw new ArgumentException("the length of this stream is not known", nameof(lengthInBytes)));
            if (length is < 0 or > MaxFileInBytes)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(lengthInBytes), string.Create(CultureInfo.InvariantCulture, $"a file has at most {MaxFileInBytes} bytes"));
            }

            return await DoAsync((room, now) =>
            {
                long local = room.SendFile(name, length, now);
                isTaken = true;
                HistoryItem item = new()
                {
                    Kind = HistoryKind.FileSent,
                    From = Id,
                    Time = now,
                    Local = local,
                    Text = name,
                    LengthInBytes = length,
                };
                _loop.Files.Add(new OutgoingFile(item, content, _loop.Wake));
                _loop.History.Add(item);
                return local;
            }).ConfigureAwait(false);
        }
        finally
        {
            if (!isTaken)
            {
                await content.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes a received file into a folder, for its owner alone, under a safe name that nothing there has.</summary>
    /// <param name="file">The number of <see cref="FileOffered"/>, after <see cref="FileEnded"/>.</param>
    /// <param name="folder">An existing folder.</param>
    /// <param name="cancellationToken">Gives up; nothing is left.</param>
    /// <returns>
    /// The path. Of two files with one name the second is called <c>name-2.ext</c>; one whose name begins with a dot gets <c>_</c> before
    /// it.
    /// </returns>
    /// <exception cref="RoomException">There is no such file, or it is not complete.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task<string> SaveFileAsync(long file, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        IncomingFile incoming = await DoAsync((_, _) => _loop.Files.Incoming.Find(file)).ConfigureAwait(false);
        string path = await Task.Run(() => FileSaver.Save(incoming, folder, cancellationToken), cancellationToken).ConfigureAwait(false);
        await DoAsync((_, _) => incoming.IsSaved = true).ConfigureAwait(false);
        return path;
    }

    /// <summary>Forgets a received file, whole or not: its memory is free for others.</summary>
    /// <param name="file">The number of <see cref="FileOffered"/>.</param>
    /// <exception cref="RoomException">There is no such file.</exception>
    public Task DropFileAsync(long file) => DoAsync((_, _) => _loop.Files.Incoming.Drop(file));

    /// <summary>Notes that everything up to an entry was shown to the user; the others are told.</summary>
    /// <param name="seq">The number of the entry.</param>
    public Task MarkReadAsync(long seq) => DoAsync((room, now) =>
    {
        room.MarkRead(seq, now);
        _loop.History.MarkSeen(seq);
    });

    /// <summary>Agrees to go on after three attempts at the password.</summary>
    public Task UnlockAsync() => DoAsync((room, now) => room.Unlock(now));

    /// <summary>Agrees to a new session with a member; the old one ends.</summary>
    /// <param name="member">The member.</param>
    public Task PairAgainAsync(MemberId member) => DoAsync((room, now) => room.PairAgain(member, now));

    /// <summary>Computes the five groups that both sides compare; takes as long as a password does (64 MiB).</summary>
    /// <param name="member">The other side.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">There is no session with this member.</exception>
    public Task<string> ComparisonPhraseAsync(MemberId member, CancellationToken cancellationToken = default)
        => DoAsync((room, _) => room.ComparisonPhrase(member)).WaitAsync(cancellationToken);

    /// <summary>Offers some members to go on in another room.</summary>
    /// <param name="members">To whom.</param>
    /// <param name="invitation">The invitation to it.</param>
    /// <param name="password">Its password.</param>
    /// <returns>The number under which later events name it.</returns>
    public Task<long> SendMoveAsync(IReadOnlyCollection<MemberId> members, string invitation, Password password)
        => DoAsync((room, now) => room.SendMove(members, invitation, password, now));

    /// <summary>Ends when the relay has everything that was sent; what waits for somebody to be paired is not waited for.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        TaskCompletionSource flush = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await DoAsync((_, _) => _loop.Add(flush)).ConfigureAwait(false);
        await flush.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says goodbye to everyone and waits until the relay has it. A kept room has no member of ours any more then.</summary>
    /// <param name="cancellationToken">Ends the wait; the goodbye is still sent while the client lives.</param>
    public async Task LeaveAsync(CancellationToken cancellationToken = default)
    {
        _hasLeft = true;
        await DoAsync((room, now) => room.Leave(now)).ConfigureAwait(false);
        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leaves the room within 5 seconds where it is not kept, ends the connection, and zeroes all keys.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_keepsMember && !_hasLeft && !_running.IsCompleted)
        {
            try
            {
                using CancellationTokenSource limit = new(TimeSpan.FromSeconds(LeaveLimitInSeconds), _time);
                await LeaveAsync(limit.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException or IOException)
            {
                // The others notice by silence.
            }
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _loop.Dispose();
        _room.Dispose();
        _stop.Dispose();
    }

    // No secret: it only spreads retries.
    private static double Random() => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);

    private Task<bool> DoAsync(Action<IRoomEngine, DateTimeOffset> act) => DoAsync((room, now) =>
    {
        act(room, now);
        return true;
    });

    private Task<T> DoAsync<T>(Func<IRoomEngine, DateTimeOffset, T> act)
    {
        PendingCommandOf<T> command = new(act);
        return _loop.Post(command) ? command.Outcome : throw _loop.Failure ?? new ObjectDisposedException(nameof(RoomClient));
    }
}
