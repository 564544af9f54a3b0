using System.Diagnostics;
using Locket.Rooms;

namespace Locket.Client;

/// <summary>A line of a kept room's history.</summary>
/// <remarks>Holds what people wrote; <see cref="ToString"/> shows the kind alone.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record HistoryItem
{
    /// <summary>What it is.</summary>
    public required HistoryKind Kind { get; init; }

    /// <summary>Who said it.</summary>
    public required MemberId From { get; init; }

    /// <summary>When, by the sender's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The number in the relay's log; 0 for one's own, which had none yet.</summary>
    public long Seq { get; init; }

    /// <summary>The number under which the room's events name it; 0 for texts of others.</summary>
    public long Local { get; init; }

    /// <summary>The text, or the file's name.</summary>
    public required string Text { get; init; }

    /// <summary>The length of the file; 0 for texts.</summary>
    public long LengthInBytes { get; init; }

    /// <summary>The kind alone.</summary>
    public override string ToString() => Kind.ToString();
}
