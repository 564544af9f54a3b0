using System.Diagnostics.CodeAnalysis;
using Locket.Rooms;
using Locket.Secrets;

namespace Locket.Client.Engine;

/// <summary>The room itself.</summary>
internal sealed class RoomEngine(Room room) : IRoomEngine
{
    public MemberId Id => room.Id;

    public IReadOnlyList<RoomMember> Members => room.Members;

    public bool IsMeeting => room.IsMeeting;

    public long Position => room.Position;

    public IReadOnlyList<OutboxEntry> Outbox => room.Outbox;

    public DateTimeOffset? NextDue => room.NextDue;

    public SecretBytes Save()
    {
        using SavedRoom saved = room.Save();
        return new SecretBytes(saved.Bytes);
    }

    public byte[] SaveAttempts() => room.SaveAttempts();

    public void Receive(RoomEntry entry, DateTimeOffset now) => room.Receive(entry, now);

    public void Stored(ReadOnlySpan<byte> entryId, long seq, DateTimeOffset now) => room.Stored(entryId, seq, now);

    public void CaughtUp(long oldest, long head, DateTimeOffset now) => room.CaughtUp(oldest, head, now);

    public void Tick(DateTimeOffset now) => room.Tick(now);

    public long SendText(string text, DateTimeOffset now) => room.SendText(text, now);

    public long SendFile(string name, long lengthInBytes, DateTimeOffset now) => room.SendFile(name, lengthInBytes, now);

    public bool WantsPieces(long file) => room.WantsPieces(file);

    public void SendPiece(long file, ReadOnlySpan<byte> bytes, DateTimeOffset now) => room.SendPiece(file, bytes, now);

    public void FinishFile(long file, DateTimeOffset now) => room.FinishFile(file, now);

    public void StopFile(long file, DateTimeOffset now) => room.StopFile(file, now);

    public void MarkRead(long seq, DateTimeOffset now) => room.MarkRead(seq, now);

    public void Unlock(DateTimeOffset now) => room.Unlock(now);

    public void PairAgain(MemberId member, DateTimeOffset now) => room.PairAgain(member, now);

    public string ComparisonPhrase(MemberId member) => room.ComparisonPhrase(member);

    public long SendMove(IReadOnlyCollection<MemberId> members, string invitation, Password password, DateTimeOffset now)
        => room.SendMove(members, invitation, password, now);

    public void Leave(DateTimeOffset now) => room.Leave(now);

    public bool TryTakeEvent([NotNullWhen(true)] out RoomEvent? roomEvent) => room.TryTakeEvent(out roomEvent);

    public void Dispose() => room.Dispose();
}
