using Locket.Rooms.Ratchet;

namespace Locket.Rooms.Messages;

/// <summary>Whom a message is sealed for.</summary>
/// <param name="Id">The member.</param>
/// <param name="Session">Its session, which can seal.</param>
internal readonly record struct Reader(MemberId Id, RatchetSession Session);
