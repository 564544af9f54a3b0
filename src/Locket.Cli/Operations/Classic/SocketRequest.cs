namespace Locket.Cli.Operations.Classic;

/// <summary>What serve and connect were asked for in common.</summary>
internal sealed record SocketRequest
{
    public required bool IsChat { get; init; }

    public required bool IsServer { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public string? KeyFile { get; init; }

    public string? Variable { get; init; }

    public int? WaitInSeconds { get; init; }

    public bool IsJson { get; init; }

    public string Scheme => IsChat ? SocketScheme.Chat : SocketScheme.Socket;
}
