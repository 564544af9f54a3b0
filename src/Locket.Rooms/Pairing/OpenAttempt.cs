namespace Locket.Rooms.Pairing;

/// <summary>An answer that was sent and not yet followed by a proof.</summary>
/// <param name="Id">The attempt id.</param>
/// <param name="Member">Who was answered.</param>
/// <param name="Since">When.</param>
internal readonly record struct OpenAttempt(AttemptId Id, MemberId Member, DateTimeOffset Since);
