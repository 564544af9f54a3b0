using System.Globalization;

namespace Locket.Metadata;

/// <summary>How far a camera's clock is ahead of UTC, as text (docs/format.md, 9.1, <c>zone</c>): <c>+HH:MM</c> or <c>-HH:MM</c>.</summary>
internal static class ClockZone
{
    private const int TextInChars = 6;

    /// <summary>The farthest zone that there is.</summary>
    private static readonly TimeSpan Farthest = TimeSpan.FromHours(14);

    public static bool IsPossible(TimeSpan zone) => zone.Duration() <= Farthest && zone.Ticks % TimeSpan.TicksPerMinute == 0;

    public static string Write(TimeSpan zone)
        => (zone < TimeSpan.Zero ? '-' : '+') + zone.ToString("hh\\:mm", CultureInfo.InvariantCulture);

    /// <returns><see langword="null"/> for anything else.</returns>
    public static TimeSpan? TryRead(string text)
    {
        if (text.Length != TextInChars
            || text[0] is not ('+' or '-')
            || !TimeSpan.TryParseExact(text.AsSpan(1), "hh\\:mm", CultureInfo.InvariantCulture, out TimeSpan zone)
            || !IsPossible(zone))
        {
            return null;
        }

        return text[0] == '-' ? -zone : zone;
    }
}
