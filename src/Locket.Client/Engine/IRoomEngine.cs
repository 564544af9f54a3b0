using System.Diagnostics.CodeAnalysis;
using Locket.Rooms;
using Locket.Secrets;

namespace Locket.Client.Engine;

/// <summary>What the loop needs of <see cref="Room"/>; its own type, so that the loop is tested without pairing.</summary>
internal interface IRoomEngine : IDisposable
{
    MemberId Id { get; }

    IReadOnlyList<RoomMember> Members { get; }

    bool IsMeeting { get; }

    /// <summary>Gets the number after which the relay is asked for entries.</summary>
    long Position { get; }

    IReadOnlyList<OutboxEntry> Outbox { get; }

    DateTimeOffset? NextDue { get; }

    SecretBytes Save();

    byte[] SaveAttempts();

    void Receive(RoomEntry entry, DateTimeOffset now);

    void Stored(ReadOnlySpan<byte> entryId, long seq, DateTimeOffset now);

    void CaughtUp(long oldest, long head, DateTimeOffset now);

    void Tick(DateTimeOffset now);

    long SendText(string text, DateTimeOffset now);

    long SendFile(string name, long lengthInBytes, DateTimeOffset now);

    bool WantsPieces(long file);

    void SendPiece(long file, ReadOnlySpan<byte> bytes, DateTimeOffset now);

    void FinishFile(long file, DateTimeOffset now);

    void StopFile(long file, DateTimeOffset now);

    void MarkRead(long seq, DateTimeOffset now);

    void Unlock(DateTimeOffset now);

    void PairAgain(MemberId member, DateTimeOffset now);

    string ComparisonPhrase(MemberId member);

    long SendMove(IReadOnlyCollection<MemberId> members, string invitation, Password password, DateTimeOffset now);

    void Leave(DateTimeOffset now);

    bool TryTakeEvent([NotNullWhen(true)] out RoomEvent? roomEvent);
}
