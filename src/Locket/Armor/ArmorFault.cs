using System.Globalization;

namespace Locket.Armor;

/// <summary>What is wrong with an armored file, before it is known whether the header was complete by then.</summary>
/// <param name="IsTruncation">Whether the text merely ends too early.</param>
/// <param name="Message">What is wrong, and in which line.</param>
/// <param name="OffsetInBytes">How many file bytes (before armor) precede the fault.</param>
internal sealed record ArmorFault(bool IsTruncation, string Message, long OffsetInBytes)
{
    /// <summary>The text ends before its end line.</summary>
    public static ArmorFault Truncated(long offsetInBytes)
        => new(IsTruncation: true, "the armored file ends before its end line", offsetInBytes);

    /// <summary>A line breaks the rules.</summary>
    /// <param name="line">Counted from 1, the begin line.</param>
    /// <param name="what">Which rule.</param>
    /// <param name="offsetInBytes">How many file bytes precede the line.</param>
    public static ArmorFault InLine(long line, string what, long offsetInBytes)
        => new(IsTruncation: false, string.Create(CultureInfo.InvariantCulture, $"armor, line {line}: {what}"), offsetInBytes);

    /// <summary>The exception for this fault.</summary>
    /// <param name="violation">The reason for everything but truncation.</param>
    public LocketException ToException(LocketFailure violation)
        => new(IsTruncation ? LocketFailure.Truncated : violation, Message, OffsetInBytes);
}
