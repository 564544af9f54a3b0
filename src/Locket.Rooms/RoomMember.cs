using Locket.Rooms.Transcripts;

namespace Locket.Rooms;

/// <summary>What is known of another member at this moment.</summary>
public sealed record RoomMember
{
    /// <summary>Gets the id, which belongs to the member's identity key.</summary>
    public required MemberId Id { get; init; }

    /// <summary>Gets what it wants to be called; empty where it did not say.</summary>
    public required string Name { get; init; }

    /// <summary>Gets a value indicating whether there is a session: it has proved that it has the password.</summary>
    public required bool IsPaired { get; init; }

    /// <summary>
    /// Gets a value indicating whether it has shown that it holds its identity key, and is not another one who knows the password.
    /// </summary>
    public required bool IsConfirmed { get; init; }

    /// <summary>Gets a value indicating whether it gets no copies, since it was silent for too long.</summary>
    public required bool IsAway { get; init; }

    /// <summary>Gets how often the session's keys were renewed.</summary>
    public required long Renewals { get; init; }

    /// <summary>Gets when they were renewed last, at first when the session began.</summary>
    public required DateTimeOffset LastRenewal { get; init; }

    /// <summary>Gets how many messages of it are known to be missing.</summary>
    public required int Missing { get; init; }

    /// <summary>
    /// Gets when something that it sealed was opened last; of a member that is not paired, when an entry came under its id.
    /// </summary>
    public required DateTimeOffset LastHeard { get; init; }

    /// <summary>Gets how many messages were sent to it since the last sign that it reads.</summary>
    public required int Unanswered { get; init; }

    internal static RoomMember Unpaired(MemberId id, DateTimeOffset heard) => new()
    {
        Id = id,
        Name = string.Empty,
        IsPaired = false,
        IsConfirmed = false,
        IsAway = false,
        Renewals = 0,
        LastRenewal = heard,
        Missing = 0,
        LastHeard = heard,
        Unanswered = 0,
    };

    internal static RoomMember Of(Peer peer) => new()
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
}
