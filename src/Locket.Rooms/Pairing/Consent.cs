namespace Locket.Rooms.Pairing;

/// <summary>What a paired member sent to pair again, the newest of each; it waits for the user's consent.</summary>
internal sealed class Consent
{
    public required MemberId Member { get; init; }

    public WaitingHello? Hello { get; set; }

    public WaitingStart? Start { get; set; }
}
