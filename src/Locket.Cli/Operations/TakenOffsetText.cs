using System.Globalization;

namespace Locket.Cli.Operations;

/// <summary>How far a camera's clock was ahead of UTC, as people and programs read it.</summary>
internal static class TakenOffsetText
{
    /// <summary>As in <c>+02:00</c>; null where it is not known.</summary>
    /// <param name="offset">
    /// From metadata, which know no other zones than <see cref="DateTimeOffset"/> does: whole minutes up to 14 hours.
    /// </param>
    public static string? Of(TimeSpan? offset)
        => offset is TimeSpan ahead ? DateTimeOffset.UnixEpoch.ToOffset(ahead).ToString("zzz", CultureInfo.InvariantCulture) : null;

    /// <summary>Whose clock it was, and in which zone.</summary>
    /// <param name="offset">From <see cref="Of"/>.</param>
    public static string Clock(string? offset)
        => " by the camera's clock" + (offset is null ? string.Empty : $", which was at UTC{offset}");
}
