namespace Locket.Cli.Chat.Rooms;

/// <summary>The connection to the relay came, went, or will never be.</summary>
/// <param name="State">Which.</param>
/// <param name="Detail">Why it went; null otherwise.</param>
/// <param name="RetryIn">When it is tried again; null where it is not.</param>
/// <param name="IsServed">False where the relay answered that it does not serve this room.</param>
internal sealed record LinkNews(LinkState State, string? Detail = null, TimeSpan? RetryIn = null, bool IsServed = true) : ChatNews;
