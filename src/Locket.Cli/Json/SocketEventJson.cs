namespace Locket.Cli.Json;

/// <summary>A line of <c>locket classic serve --json</c> or <c>connect --json</c>.</summary>
internal sealed record SocketEventJson
{
    /// <summary>listening, connected, password-rejected, password-accepted, received, sent, refused, ended or unblocked.</summary>
    public required string Event { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required string Scheme { get; init; }

    /// <summary>The client's number, from 1; null for the server itself, and for connect.</summary>
    public int? Client { get; init; }

    /// <summary>The other side's address; for listening, the server's own.</summary>
    public string? Address { get; init; }

    public int? Port { get; init; }

    public string? Text { get; init; }

    /// <summary>A stable name, for refused.</summary>
    public string? Reason { get; init; }

    public string? Detail { get; init; }
}
