using System.Net;
using Locket.Cli.Terminal;

namespace Locket.Cli.Chat;

/// <summary>What <c>locket chat</c> was asked for.</summary>
internal sealed record ChatRequest
{
    /// <summary>Where a host listens, and where one without a port is called.</summary>
    public const int DefaultPort = 7443;

    public bool IsHost { get; init; }

    /// <summary>Null: where the kept room was, otherwise this machine alone.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>What others reach this machine by, with a port or without.</summary>
    public string? PublicHost { get; init; }

    public bool IsClassicCode { get; init; }

    public string? Code { get; init; }

    /// <summary>An invitation, or HOST[:PORT]; null for a host.</summary>
    public string? Room { get; init; }

    public string? Name { get; init; }

    public bool IsAes128 { get; init; }

    public required CredentialChoice Password { get; init; }

    public required CredentialChoice Token { get; init; }

    public string? Keep { get; init; }

    public required CredentialChoice KeepPassword { get; init; }

    /// <summary>Null: the room's own.</summary>
    public TimeSpan? ReceiptDelay { get; init; }

    public bool Acknowledges { get; init; } = true;

    /// <summary>How long it waits for the relay and for others; null: for ever.</summary>
    public TimeSpan? Wait { get; init; }

    public bool IsJson { get; init; }

    public string? Log { get; init; }

    public string? AlertProgram { get; init; }

    public string? Metrics { get; init; }

    /// <summary>Nothing: an invitation holds the room's code.</summary>
    public override string ToString() => nameof(ChatRequest);
}
