#pragma warning disable MA0025, CA1065, CA1822, CA1024 // the shape comes first
using System.Diagnostics.CodeAnalysis;

namespace Locket.Rooms;

/// <summary>
/// One member of a room, without network, clock and console: entries and times go in, entries to send and events come out (docs/protocol.md).
/// </summary>
/// <remarks>
/// After each call: take the events, keep what <see cref="Save"/> gives where state is kept, and only then send the outbox and show the
/// events. Not safe for several threads at once.
/// </remarks>
public sealed class Room : IDisposable
{
    /// <summary>Gets this member's id.</summary>
    public MemberId Id => throw new NotImplementedException();

    /// <summary>Gets everyone else who is known.</summary>
    public IReadOnlyList<RoomMember> Members => throw new NotImplementedException();

    /// <summary>Gets the number of the newest entry taken: what to ask the relay for is what comes after it.</summary>
    public long Position => throw new NotImplementedException();

    /// <summary>Gets the bodies that the relay has not confirmed, in the order in which they are to be sent.</summary>
    public IReadOnlyList<OutboxEntry> Outbox => throw new NotImplementedException();

    /// <summary>Gets when <see cref="Tick"/> has something to do; null: not before something else happens.</summary>
    public DateTimeOffset? NextDue => throw new NotImplementedException();

    /// <summary>Gets how many texts wait for somebody to be paired.</summary>
    public int WaitingTexts => throw new NotImplementedException();

    /// <summary>Gets a value indicating whether three attempts were made; see <see cref="Unlock"/>.</summary>
    public bool IsLocked => throw new NotImplementedException();

    /// <summary>Comes to a room as a new member; a hello is in the outbox.</summary>
    /// <param name="keys">The room's keys; stay the caller's and must live as long as the room.</param>
    /// <param name="options">How to take part.</param>
    /// <param name="savedAttempts">What <see cref="SaveAttempts"/> gave when this room was last used here; or empty.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="ArgumentException">The options are out of their limits.</exception>
    public static Room Create(RoomKeys keys, RoomOptions options, ReadOnlySpan<byte> savedAttempts, DateTimeOffset now)
        => throw new NotImplementedException();

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
        => throw new NotImplementedException();

    /// <summary>Copies everything but what people said and the events not yet taken, to be sealed: it holds every key in the clear.</summary>
    public SavedRoom Save() => throw new NotImplementedException();

    /// <summary>Copies the count of attempts at the password, which is to be kept even where nothing else is. It holds no secret.</summary>
    public byte[] SaveAttempts() => throw new NotImplementedException();

    /// <summary>Takes the next entry of the log, whatever it holds.</summary>
    public void Receive(RoomEntry entry, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Notes that the relay has an entry of the outbox, and takes it out; unknown ids are passed over.</summary>
    public void Stored(ReadOnlySpan<byte> entryId, long seq, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Notes that everything up to <paramref name="head"/> has been sent.</summary>
    public void CaughtUp(long oldest, long head, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Does what is due. Early and repeated calls do nothing.</summary>
    public void Tick(DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>
    /// Sends a text to everyone paired; where nobody is, it waits. Control characters but tab and line feed are replaced, CR LF becomes LF.
    /// </summary>
    /// <returns>The number under which later events name it.</returns>
    /// <exception cref="ArgumentException">The text is empty or longer than 4 MiB.</exception>
    /// <exception cref="InvalidOperationException">1,000 texts or 4 MiB wait already, or this member has left.</exception>
    public long SendText(string text, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Begins to send a file to those who are paired now.</summary>
    /// <returns>The number under which later calls and events name it.</returns>
    /// <exception cref="ArgumentException">The name is empty or longer than 255 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 0 or above 64 MiB.</exception>
    /// <exception cref="InvalidOperationException">Nobody is paired, 4 files are under way, or this member has left.</exception>
    public long SendFile(string name, long lengthInBytes, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Whether <see cref="SendPiece"/> should be called: fewer than 4 pieces of the file wait for the relay, and more are to come.</summary>
    public bool WantsPieces(long file) => throw new NotImplementedException();

    /// <summary>Sends the next 229,376 bytes of a file, the last time what is left.</summary>
    /// <exception cref="ArgumentException">The bytes are more or fewer, or there is no such file.</exception>
    public void SendPiece(long file, ReadOnlySpan<byte> bytes, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Says that the whole file was sent.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public void FinishFile(long file, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Gives up sending a file; nothing happens where it is not under way.</summary>
    public void StopFile(long file, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Notes that everything up to an entry was shown to the user. Lower numbers than before do nothing.</summary>
    public void MarkRead(long seq, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Agrees to go on after three attempts at the password.</summary>
    public void Unlock(DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Agrees to a new session with a member; the old one ends.</summary>
    public void PairAgain(MemberId member, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Computes the five groups that both sides of a session compare; takes as long as a password does (64 MiB).</summary>
    /// <exception cref="ArgumentException">There is no session with this member.</exception>
    public string ComparisonPhrase(MemberId member) => throw new NotImplementedException();

    /// <summary>Offers some members to go on in another room.</summary>
    /// <returns>The number under which later events name it.</returns>
    public long SendMove(IReadOnlyCollection<MemberId> members, string invitation, string password, DateTimeOffset now)
        => throw new NotImplementedException();

    /// <summary>Says goodbye and ends all sessions; afterwards only the outbox is to be sent.</summary>
    public void Leave(DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Takes the next event.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryTakeEvent([NotNullWhen(true)] out RoomEvent? roomEvent) => throw new NotImplementedException();

    /// <summary>Zeroes all keys.</summary>
    public void Dispose()
    {
        // Nothing yet.
    }
}
