using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Conversation;
using Locket.Rooms.Entries;
using Locket.Rooms.Members;
using Locket.Rooms.Messages;
using Locket.Rooms.Pairing;
using Locket.Rooms.Randomness;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms;

/// <summary>
/// One member of a room, without network, clock and console: entries and times go in, entries to send and events come out
/// (docs/protocol.md).
/// </summary>
/// <remarks>
/// After each call: take the events, keep what <see cref="Save"/> gives where state is kept, and only then send the outbox and show the
/// events. Every <c>now</c> is what the caller's clock says; of a clock that is set back, time goes on from where it was. Not safe for
/// several threads at once.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Room : IDisposable
{
    private readonly RoomWork _work;
    private readonly RoomCycle _cycle;
    private readonly EntryTaker _entries;
    private readonly LogGaps _gaps;
    private readonly Poster _poster;
    private readonly RoomTexts _texts;
    private readonly RoomFiles _files;

    private Room(RoomWork work)
    {
        _work = work;
        _poster = new Poster(work);
        _entries = new EntryTaker(work);
        _gaps = new LogGaps(work);
        TextSender texts = new(work, _poster);
        _cycle = new RoomCycle(work, new DeskLiaison(work, _poster), texts, new NoticeSchedule(work, _poster), _gaps);
        _texts = new RoomTexts(work.State, _cycle, texts);
        _files = new RoomFiles(work.State, _cycle, new FileSender(work, _poster));
    }

    private RoomState State => _work.State;

    /// <summary>Gets this member's id.</summary>
    public MemberId Id => State.Self;

    /// <summary>
    /// Gets everyone else who is known: first those who are paired with this member, then the ids of up to 31 that sent entries in the last
    /// 10 minutes and are not. Whoever has the room's code can send entries under any id.
    /// </summary>
    public IReadOnlyList<RoomMember> Members =>
    [
        .. State.Peers.Select(RoomMember.Of),
        .. State.Unpaired.Lately(State.Now).Select(other => RoomMember.Unpaired(other.Id, other.Heard)),
    ];

    /// <summary>Gets the number of the newest entry taken: what to ask the relay for is what comes after it.</summary>
    public long Position => State.Log.Position;

    /// <summary>Gets the bodies that the relay has not confirmed, in the order in which they are to be sent.</summary>
    public IReadOnlyList<OutboxEntry> Outbox => State.Outbox.Entries;

    /// <summary>Gets when <see cref="Tick"/> has something to do; null: not before something else happens.</summary>
    public DateTimeOffset? NextDue => _cycle.NextDue;

    /// <summary>Gets how many texts wait for somebody to be paired.</summary>
    public int WaitingTexts => State.Waiting.Count;

    /// <summary>Gets a value indicating whether a member that was there before is being paired with right now.</summary>
    /// <remarks>
    /// Where somebody has refused this member's answer (<see cref="RefusedByPeer"/>) and this is false and stays so for 3 s, with nobody
    /// paired, the password is taken for wrong.
    /// </remarks>
    public bool IsMeeting => _work.Desk.IsMeeting;

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

    /// <summary>
    /// Copies everything but history and the events that were not taken, texts that wait too. It holds every key in the clear.
    /// </summary>
    public SavedRoom Save() => new(SavedState.Write(_work));

    /// <summary>Copies the count of attempts at the password, which is to be kept even where nothing else is. It holds no secret.</summary>
    public byte[] SaveAttempts() => _work.Desk.SaveAttempts();

    /// <summary>Takes the next entry of the log, whatever it holds.</summary>
    /// <param name="entry">Untrusted. What is malformed, altered or too large becomes a <see cref="SecurityEvent"/>.</param>
    /// <param name="now">The time.</param>
    public void Receive(RoomEntry entry, DateTimeOffset now)
    {
        _cycle.Begin(now);
        _entries.Take(entry);
        _cycle.End();
    }

    /// <summary>Notes that the relay has an entry of the outbox, and takes it out; unknown ids are passed over.</summary>
    /// <param name="entryId">16 bytes; anything else is passed over, too.</param>
    /// <param name="seq">The entry's number in the relay's log.</param>
    /// <param name="now">The time.</param>
    public void Stored(ReadOnlySpan<byte> entryId, long seq, DateTimeOffset now)
    {
        _cycle.Begin(now);
        if (entryId.Length == EntryHash.LengthInBytes)
        {
            _entries.Confirm(EntryHash.FromBytes(entryId), seq);
        }

        _cycle.End();
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
        _cycle.Do(now, () =>
        {
            bool isNew = _gaps.CatchUp(oldest, head);
            if (!State.HasLeft)
            {
                _work.Desk.CaughtUp(isNew, _work.Now);
            }
        });
    }

    /// <summary>
    /// Adds attempts that another process counted meanwhile, or that a restored copy of the state does not know; those known already
    /// are not counted twice.
    /// </summary>
    /// <param name="savedAttempts">
    /// What <see cref="SaveAttempts"/> gave, or empty. Bytes that it never gives count as three attempts.
    /// </param>
    /// <param name="now">The time.</param>
    public void AddAttempts(ReadOnlySpan<byte> savedAttempts, DateTimeOffset now)
    {
        _cycle.Begin(now);
        _work.Desk.AddAttempts(savedAttempts, _work.Now);
        _cycle.End();
    }

    /// <summary>
    /// Says hello again after a restart, where this member has paired with nobody and what was begun has failed; otherwise does nothing.
    /// </summary>
    public void GreetAgain(DateTimeOffset now) => _cycle.Do(now, () =>
    {
        if (!State.HasLeft)
        {
            _work.Desk.GreetAgain(_work.Now);
        }
    });

    /// <summary>Does what is due. Early and repeated calls do nothing.</summary>
    public void Tick(DateTimeOffset now) => _cycle.Do(now, _cycle.Tick);

    /// <summary>
    /// Sends a text to everyone paired; where nobody is, it waits. Control characters but tab and line feed are replaced, CR LF becomes LF.
    /// </summary>
    /// <returns>The number under which later events name it.</returns>
    /// <exception cref="ArgumentException">The text is empty or longer than 4 MiB.</exception>
    /// <exception cref="RoomException">1,000 texts or 4 MiB wait already, or this member has left.</exception>
    public long SendText(string text, DateTimeOffset now) => _texts.Send(text, now);

    /// <summary>Begins to send a file to those who are paired now.</summary>
    /// <returns>The number under which later calls and events name it.</returns>
    /// <exception cref="ArgumentException">The name is empty or longer than 255 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 0 or above 64 MiB.</exception>
    /// <exception cref="RoomException">Nobody is paired, 4 files are under way, the outbox is full, or this member has left.</exception>
    public long SendFile(string name, long lengthInBytes, DateTimeOffset now) => _files.Send(name, lengthInBytes, now);

    /// <summary>Whether <see cref="SendPiece"/> may be called: fewer than 4 pieces wait for the relay, and more are to come.</summary>
    public bool WantsPieces(long file) => _files.WantsPieces(file);

    /// <summary>Sends the next 229,376 bytes of a file, the last time what is left.</summary>
    /// <exception cref="ArgumentException">The bytes are more or fewer, or there is no such file.</exception>
    /// <exception cref="InvalidOperationException"><see cref="WantsPieces"/> is false.</exception>
    public void SendPiece(long file, ReadOnlySpan<byte> bytes, DateTimeOffset now) => _files.SendPiece(file, bytes, now);

    /// <summary>Says that the whole file was sent.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public void FinishFile(long file, DateTimeOffset now) => _files.Finish(file, now);

    /// <summary>Gives up sending a file; nothing happens where it is not under way.</summary>
    public void StopFile(long file, DateTimeOffset now) => _files.Stop(file, now);

    /// <summary>Notes that everything up to an entry was shown to the user. Lower numbers than before do nothing.</summary>
    public void MarkRead(long seq, DateTimeOffset now)
        => _cycle.Do(now, () => State.ReadUpTo = Math.Max(State.ReadUpTo, Math.Min(seq, State.Log.Position)));

    /// <summary>Agrees to go on after three attempts at the password.</summary>
    public void Unlock(DateTimeOffset now)
    {
        State.ThrowIfLeft();
        _cycle.Do(now, () => _work.Desk.Unlock(_work.Now));
    }

    /// <summary>
    /// Agrees to a new session with a member, and asks it for one where it did not ask; until that stands, the old one does.
    /// </summary>
    public void PairAgain(MemberId member, DateTimeOffset now)
    {
        State.ThrowIfLeft();
        _cycle.Do(now, () => _work.Desk.AllowPairAgain(member, _work.Now));
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
    /// <exception cref="RoomException">The outbox is full, or this member has left.</exception>
    public long SendMove(IReadOnlyCollection<MemberId> members, string invitation, Password password, DateTimeOffset now)
        => _texts.SendMove(members, invitation, password, now);

    /// <summary>Says goodbye and ends all sessions; afterwards only the outbox is to be sent.</summary>
    public void Leave(DateTimeOffset now) => _cycle.Do(now, () =>
    {
        if (!State.HasLeft)
        {
            _poster.PostEmpty(MessageKind.Bye, State.Peers.Where(peer => peer.GetsCopies));
            State.Incidents.ShowRest();
            State.Leave();
        }
    });

    /// <summary>Takes the next event.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryTakeEvent([NotNullWhen(true)] out RoomEvent? roomEvent) => _work.Events.TryDequeue(out roomEvent);

    /// <summary>Zeroes all keys, and passwords in events that nobody took.</summary>
    public void Dispose()
    {
        while (_work.Events.TryDequeue(out RoomEvent? left))
        {
            (left as IDisposable)?.Dispose();
        }

        _work.Dispose();
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    /// <returns><c>Room</c>.</returns>
    public override string ToString() => nameof(Room);

    internal static Room Create(
        RoomKeys keys, RoomOptions options, ReadOnlySpan<byte> savedAttempts, DateTimeOffset now, IRandomSource random)
    {
        Room room = new(RoomOpening.Create(keys, options, savedAttempts, now, random));
        room._cycle.End();
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
        room = RoomOpening.TryRestore(saved, keys, options, now, random, out RoomWork? work) ? new Room(work) : null;
        return room is not null;
    }
}
