namespace Locket.Cli.Json;

/// <summary>A line of <c>locket chat --json</c>. Members that do not apply are left out; docs/cli.md says which event has which.</summary>
internal sealed record ChatEventJson
{
    public required string Event { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The id of the member that it is about, 32 hexadecimal digits.</summary>
    public string? Member { get; init; }

    /// <summary>What that member is called here. Untrusted; the id is what is proved.</summary>
    public string? Name { get; init; }

    /// <summary>What was written. Untrusted.</summary>
    public string? Text { get; init; }

    /// <summary>The number of one's own message or file in this run, from 1.</summary>
    public long? Local { get; init; }

    /// <summary>The place in the relay's log.</summary>
    public long? Seq { get; init; }

    /// <summary>The sender's time; not shown where it cannot be right.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>For how many members it was sealed.</summary>
    public int? Readers { get; init; }

    /// <summary>Names of members that got no copy.</summary>
    public IReadOnlyList<string>? WithoutCopy { get; init; }

    /// <summary>Ids under which somebody sends entries who is not paired with us, and who got no copy.</summary>
    public IReadOnlyList<string>? NotPaired { get; init; }

    public long? LengthInBytes { get; init; }

    public long? Count { get; init; }

    /// <summary>Numbers of several of one's own messages.</summary>
    public IReadOnlyList<long>? Locals { get; init; }

    /// <summary>Of history: that it may not have been shown in the run that received it. Otherwise absent.</summary>
    public bool? IsUnseen { get; init; }

    /// <summary>The number of a security event: 2003 or from 2101 (relay), from 3101 (room).</summary>
    public int? Id { get; init; }

    /// <summary>Its stable name.</summary>
    public string? Kind { get; init; }

    public string? Invitation { get; init; }

    public string? Password { get; init; }

    public string? Address { get; init; }

    /// <summary>The number of a received file in this run.</summary>
    public long? File { get; init; }

    public string? Path { get; init; }

    /// <summary>out or in, of wire.</summary>
    public string? Direction { get; init; }

    /// <summary>The bytes of a frame in hexadecimal.</summary>
    public string? Bytes { get; init; }

    public string? Detail { get; init; }

    public override string ToString() => Event;
}
