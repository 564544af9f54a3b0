namespace Locket.Cli.Chat.Model;

/// <summary>One message or notice.</summary>
internal sealed record ConversationLine
{
    public required LineKind Kind { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Who wrote it, as shown; null for notices.</summary>
    public string? Sender { get; init; }

    /// <summary>As it came: it is made fit for the terminal where it is drawn.</summary>
    public required string Text { get; init; }

    /// <summary>What became of one's own message; null for all others.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>The place in the room's log; 0 for what is not in it.</summary>
    public long Seq { get; init; }

    public override string ToString() => $"{Kind} line";
}
