using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Locket.Rooms.Conversation;
using Locket.Rooms.Entries;
using Locket.Rooms.Files;
using Locket.Rooms.Members;
using Locket.Rooms.Messages;
using Locket.Rooms.Pairing;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms;

/// <summary>
/// One member of a room, without network, clock and console: entries and times go in, entries to send and events come out
/// (docs/protocol.md).
/// </summary>
/// <remarks>
/// After each call: take the events, keep what <see cref="Save"/> gives where state is kept, and only then send the outbox and show the
/// events. Not safe for several threads at once.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Room : IDisposable
{
    private readonly RoomWork _work;
    private readonly EntryTaker _entries;
    private readonly DeskLiaison _liaison;
    private readonly Poster _poster;
    private readonly TextSender _texts;
    private readonly FileSender _files;
    private readonly NoticeSchedule _notices;

    private Room(RoomWork work)
    {
        _work = work;
        _poster = new Poster(work);
        _entries = new EntryTaker(work);
        _liaison = new DeskLiaison(work, _poster);
        _texts = new TextSender(work, _poster);
        _files = new FileSender(work, _poster);
        _notices = new NoticeSchedule(work, _poster);
    }

    private RoomState State => _work.State;

    /// <summary>Gets this member's id.</summary>
    public MemberId Id => State.Self;

    /// <summary>Gets everyone else who is known.</summary>
    public IReadOnlyList<RoomMember> Members => [.. State.Peers.Select(ToMember)];

    /// <summary>Gets the number of the newest entry taken: what to ask the relay for is what comes after it.</summary>
    public long Position => State.Log.Position;

    /// <summary>Gets the bodies that the relay has not confirmed, in the order in which they are to be sent.</summary>
    public IReadOnlyList<OutboxEntry> Outbox => State.Outbox.Entries;

    /// <summary>Gets when <see cref="Tick"/> has something to do; null: not before something else happens.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            if (State.HasLeft)
            {
                return null;
            }

            DateTimeOffset? due = NoticeSchedule.Earlier(_notices.NextDue(), _work.Desk.NextDue);
            due = NoticeSchedule.Earlier(due, State.Incidents.NextDue);
            due = State.Log.GapAfter == 0 ? due : NoticeSchedule.Earlier(due, State.Log.GapSince + TranscriptLimits.GapTolerance);
            return due - State.Ahead;
        }
    }

    /// <summary>Gets how many texts wait for somebody to be paired.</summary>
    public int WaitingTexts => State.Waiting.Count;

    /// <summary>Gets a value indicating whether three attempts were made; see <see cref="Unlock"/>.</summary>
    public bool IsLocked => _work.Desk.IsLocked;

    /// <summary>Comes to a room as a new member; a hello is in the outbox.</summary>
    /// <param name="keys">The room's keys; stay the caller's and must live as long as the room.</param>
    /// <param name="options">How to take part.</param>
    /// <param name="savedAttempts">What <see cref="SaveAttempts"/> gave when this room was last used here; or empty.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentException">The options are out of their limits.</exception>
    public static Room Create(RoomKeys keys, RoomOptions options, ReadOnlySpan<byte> savedAttempts, DateTimeOffset now)
        => Create(keys, options, savedAttempts, now, new SystemRandom());

    /// <summary>Goes on from a saved state.</summary>
    /// <param name="saved">What <see cref="Save"/> gave.</param>
    /// <param name="keys">The keys of the same room.</param>
    /// <param name="options">How to take part.</param>
    /// <param name="now">The time.</param>
    /// <param name="room">The room.</param>
    /// <returns>False for bytes that no room saved, another version's and another room's.</returns>
    /// <exception cref="ArgumentException">The options are out of their limits.</exception>
    public static bool TryRestore(
        ReadOnlySpan<byte> saved, RoomKeys keys, RoomOptions options, DateTimeOffset now, [NotNullWhen(true)] out Room? room)
        => TryRestore(saved, keys, options, now, new SystemRandom(), out room);

    /// <summary>Copies everything but history and the events that were not taken, texts that wait too. It holds every key in the clear.</summary>
    public SavedRoom Save() => new(SavedState.Write(_work));

    /// <summary>Copies the count of attempts at the password, which is to be kept even where nothing else is. It holds no secret.</summary>
    public byte[] SaveAttempts() => _work.Desk.SaveAttempts();

    /// <summary>Takes the next entry of the log, whatever it holds.</summary>
    public void Receive(RoomEntry entry, DateTimeOffset now)
    {
        Begin(now);
        _entries.Take(entry);
        End();
    }

    /// <summary>Notes that the relay has an entry of the outbox, and takes it out; unknown ids are passed over.</summary>
    public void Stored(ReadOnlySpan<byte> entryId, long seq, DateTimeOffset now)
    {
        Begin(now);
        if (entryId.Length == EntryHash.LengthInBytes)
        {
            _entries.Confirm(EntryHash.FromBytes(entryId), seq);
        }

        End();
    }

    /// <summary>Notes that everything up to <paramref name="head"/> has been sent.</summary>
    /// <remarks>
    /// Where the relay's log is another one now, <see cref="LogBegunAnew"/> comes. Is <see cref="Position"/> then below
    /// <paramref name="head"/>, the entries from there on are to be asked for again, over a new connection.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The numbers are none that a relay has.</exception>
    public void CaughtUp(long oldest, long head, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(oldest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(head, oldest - 1);
        Begin(now);
        RoomLog log = State.Log;
        bool isNew = log.Position > 0 && (head < log.Position || oldest > (log.GapAfter > 0 ? log.GapAfter : log.Position) + 1);
        if (isNew)
        {
            _work.Events.Enqueue(new LogBegunAnew(oldest, head));
        }
        else if (log.GapAfter > 0)
        {
            _work.Refuse(SecurityEventKind.LeftOut, member: null, log.GapAfter + 1);
        }

        log.ForgetGap();
        if (head < log.Position)
        {
            log.BeginAnew(oldest - 1);
        }

        if (!State.HasLeft)
        {
            _work.Desk.CaughtUp(isNew, _work.Now);
        }

        End();
    }

    /// <summary>Does what is due. Early and repeated calls do nothing.</summary>
    public void Tick(DateTimeOffset now)
    {
        Begin(now);
        if (!State.HasLeft)
        {
            _work.Desk.Tick(_work.Now);
            State.Incidents.Tick(_work.Now);
            if (State.Log.GapAfter > 0 && _work.Now - State.Log.GapSince >= TranscriptLimits.GapTolerance)
            {
                _work.Refuse(SecurityEventKind.LeftOut, member: null, State.Log.GapAfter + 1);
                State.Log.ForgetGap();
            }

            _liaison.Drain();
            _texts.Flush();
            _notices.Tick();
        }

        End();
    }

    /// <summary>
    /// Sends a text to everyone paired; where nobody is, it waits. Control characters but tab and line feed are replaced, CR LF becomes LF.
    /// </summary>
    /// <returns>The number under which later events name it.</returns>
    /// <exception cref="ArgumentException">The text is empty or longer than 4 MiB.</exception>
    /// <exception cref="InvalidOperationException">1,000 texts or 4 MiB wait already, or this member has left.</exception>
    public long SendText(string text, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        string clean = MessageText.Clean(text);
        if (Encoding.UTF8.GetByteCount(clean) > TranscriptLimits.MaxWaitingInBytes)
        {
            throw new ArgumentException("a text has at most 4 MiB", nameof(text));
        }

        ThrowIfLeft();
        Begin(now);
        bool isTaken = _texts.TrySend(clean, out long local);
        End();
        return isTaken ? local : throw new InvalidOperationException("1,000 texts or 4 MiB wait already for somebody to read them");
    }

    /// <summary>Begins to send a file to those who are paired now.</summary>
    /// <returns>The number under which later calls and events name it.</returns>
    /// <exception cref="ArgumentException">The name is empty or longer than 255 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 0 or above 64 MiB.</exception>
    /// <exception cref="InvalidOperationException">Nobody is paired, 4 files are under way, or this member has left.</exception>
    public long SendFile(string name, long lengthInBytes, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(lengthInBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lengthInBytes, FileLimits.MaxLengthInBytes);
        if (MessageText.Clean(name) is var clean && Encoding.UTF8.GetByteCount(clean) > FileLimits.MaxNameInBytes)
        {
            throw new ArgumentException($"a name has at most {FileLimits.MaxNameInBytes} bytes", nameof(name));
        }

        ThrowIfLeft();
        Begin(now);
        bool isBegun = _files.TryBegin(clean, lengthInBytes, out long local);
        End();
        return isBegun ? local : throw new InvalidOperationException("nobody is there to get the file, or 4 are under way");
    }

    /// <summary>Whether <see cref="SendPiece"/> may be called: fewer than 4 pieces wait for the relay, and more are to come.</summary>
    public bool WantsPieces(long file) => _files.Find(file) is { } outgoing && _files.WantsPieces(outgoing);

    /// <summary>Sends the next 229,376 bytes of a file, the last time what is left.</summary>
    /// <exception cref="ArgumentException">The bytes are more or fewer, or there is no such file.</exception>
    /// <exception cref="InvalidOperationException"><see cref="WantsPieces"/> is false.</exception>
    public void SendPiece(long file, ReadOnlySpan<byte> bytes, DateTimeOffset now)
    {
        OutgoingFile outgoing = FindFile(file);
        if (bytes.IsEmpty || bytes.Length != outgoing.NextInBytes)
        {
            throw new ArgumentException($"the next piece of this file has {outgoing.NextInBytes} bytes", nameof(bytes));
        }

        Begin(now);
        bool isSent = _files.WantsPieces(outgoing) && _files.TryPost(outgoing, bytes);
        End();
        if (!isSent)
        {
            throw new InvalidOperationException("no piece of this file is wanted now");
        }
    }

    /// <summary>Says that the whole file was sent.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public void FinishFile(long file, DateTimeOffset now)
    {
        OutgoingFile outgoing = FindFile(file);
        if (!outgoing.IsWhole)
        {
            throw new InvalidOperationException("pieces of this file are still to be sent");
        }

        Begin(now);
        _files.Finish(outgoing);
        End();
    }

    /// <summary>Gives up sending a file; nothing happens where it is not under way.</summary>
    public void StopFile(long file, DateTimeOffset now)
    {
        Begin(now);
        if (_files.Find(file) is { } outgoing)
        {
            _files.Stop(outgoing);
        }

        End();
    }

    /// <summary>Notes that everything up to an entry was shown to the user. Lower numbers than before do nothing.</summary>
    public void MarkRead(long seq, DateTimeOffset now)
    {
        Begin(now);
        State.ReadUpTo = Math.Max(State.ReadUpTo, Math.Min(seq, State.Log.Position));
        End();
    }

    /// <summary>Agrees to go on after three attempts at the password.</summary>
    public void Unlock(DateTimeOffset now)
    {
        ThrowIfLeft();
        Begin(now);
        _work.Desk.Unlock(_work.Now);
        End();
    }

    /// <summary>Agrees to a new session with a member, and asks it for one where it did not ask; until that stands, the old one does.</summary>
    public void PairAgain(MemberId member, DateTimeOffset now)
    {
        ThrowIfLeft();
        Begin(now);
        _work.Desk.AllowPairAgain(member, _work.Now);
        End();
    }

    /// <summary>Computes the five groups that both sides of a session compare; takes as long as a password does (64 MiB).</summary>
    /// <exception cref="ArgumentException">There is no session with this member.</exception>
    public string ComparisonPhrase(MemberId member) => State.Peers.Find(member) is { } peer
        ? peer.ComparisonPhrase()
        : throw new ArgumentException("there is no session with this member", nameof(member));

    /// <summary>Offers some members to go on in another room.</summary>
    /// <returns>The number under which later events name it.</returns>
    /// <exception cref="ArgumentException">
    /// There is no session with one of the members, or it gets no copies; the text is no invitation, or the password not 1 to 4,096 bytes.
    /// </exception>
    /// <exception cref="InvalidOperationException">The outbox is full, or this member has left.</exception>
    public long SendMove(IReadOnlyCollection<MemberId> members, string invitation, string password, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentException.ThrowIfNullOrEmpty(password);
        List<Peer> peers = State.Peers.Where(peer => peer.GetsCopies && members.Contains(peer.Id));
        if (peers.Count == 0 || peers.Count != members.Count)
        {
            throw new ArgumentException("each member must have a session, and be named once", nameof(members));
        }

        if (!Invitation.TryParse(invitation, out Invitation? parsed, out string? problem))
        {
            throw new ArgumentException(problem, nameof(invitation));
        }

        if (Encoding.UTF8.GetByteCount(password) > RoomAddressKeys.MaxPasswordInBytes)
        {
            throw new ArgumentException($"a room's password has at most {RoomAddressKeys.MaxPasswordInBytes} bytes", nameof(password));
        }

        ThrowIfLeft();
        if (State.Outbox.IsOverfull)
        {
            throw new InvalidOperationException("the outbox is full");
        }

        Begin(now);
        long local = _texts.SendMove(peers, new MoveOffer(parsed.ToText(), password));
        End();
        return local;
    }

    /// <summary>Says goodbye and ends all sessions; afterwards only the outbox is to be sent.</summary>
    public void Leave(DateTimeOffset now)
    {
        Begin(now);
        if (!State.HasLeft)
        {
            _poster.PostEmpty(MessageKind.Bye, State.Peers.Where(peer => peer.GetsCopies));
            State.HasLeft = true;
            State.NoticeDue = null;
            State.Files.Clear();
            State.Peers.Where(_ => true).ForEach(State.Forget);
        }

        End();
    }

    /// <summary>Takes the next event.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryTakeEvent([NotNullWhen(true)] out RoomEvent? roomEvent) => _work.Events.TryDequeue(out roomEvent);

    /// <summary>Zeroes all keys.</summary>
    public void Dispose() => _work.Dispose();

    /// <summary>Says what this is and nothing of its secrets.</summary>
    /// <returns><c>Room</c>.</returns>
    public override string ToString() => nameof(Room);

    internal static Room Create(
        RoomKeys keys, RoomOptions options, ReadOnlySpan<byte> savedAttempts, DateTimeOffset now, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ThrowIfUnusable(options);
        now = RatchetState.ToMilliseconds(now);
        RoomState state = new(Identity.Create(random), new PeerTable());
        state.TakeTime(now);
        PairingContext context = new() { Keys = keys, Identity = state.Identity, Paired = state.Peers, Random = random };
        PairingDesk desk = PairingDesk.Create(context, savedAttempts, state.Now);
        Room room = new(new RoomWork { Keys = keys, Options = options, Random = random, State = state, Desk = desk });
        room.SayIfLocked();
        room.End();
        return room;
    }

    internal static bool TryRestore(
        ReadOnlySpan<byte> saved,
        RoomKeys keys,
        RoomOptions options,
        DateTimeOffset now,
        IRandomSource random,
        [NotNullWhen(true)] out Room? room)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ThrowIfUnusable(options);
        bool isRead = SavedState.TryRead(saved, keys, options, random, RatchetState.ToMilliseconds(now), out RoomWork? work);
        room = isRead ? new Room(work!) : null;
        room?.SayIfLocked();
        return isRead;
    }

    private static RoomMember ToMember(Peer peer) => new()
    {
        Id = peer.Id,
        Name = peer.Name,
        IsPaired = true,
        IsConfirmed = peer.IsConfirmed,
        IsAway = peer.IsAway,
        Renewals = (long)peer.Session.Renewals,
        LastRenewal = peer.Session.LastRenewal,
        Missing = peer.Sessions.Missing,
        LastHeard = peer.LastHeard,
        Unanswered = (int)peer.Session.Unanswered,
    };

    private static void ThrowIfUnusable(RoomOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!MemberName.IsValid(options.Name))
        {
            throw new ArgumentException("a name has 1 to 64 bytes and no control or format characters", nameof(options));
        }

        if (options.LongestNoticeDelay < TimeSpan.Zero
            || options.LongestNoticeDelay > TranscriptLimits.LongestNoticeDelay
            || options.Retention <= TimeSpan.Zero
            || options.Retention > TranscriptLimits.LongestRetention)
        {
            throw new ArgumentException("a notice waits 0 to 30 s, and a member is away after at most 10 years", nameof(options));
        }
    }

    private void Begin(DateTimeOffset now) => State.TakeTime(now);

    /// <summary>Does what follows from what was taken, so that nothing waits inside for the next call.</summary>
    private void End()
    {
        if (!State.HasLeft)
        {
            _liaison.Drain();
            _notices.UpdateAway();
            _texts.Flush();
            _notices.Hurry();
            _notices.UpdateAway();
            _notices.UpdateDue();
        }
    }

    /// <summary>A lock that was there before is nothing that anybody remembers.</summary>
    private void SayIfLocked()
    {
        if (IsLocked)
        {
            _work.Events.Enqueue(new Locked());
        }
    }

    private OutgoingFile FindFile(long file)
        => _files.Find(file) ?? throw new ArgumentException("there is no such file under way", nameof(file));

    private void ThrowIfLeft()
    {
        if (State.HasLeft)
        {
            throw new InvalidOperationException("this member has left the room");
        }
    }
}
