namespace Locket.Wire;

/// <summary>
/// The sizes that every relay and every client agree on. They are part of the protocol (docs/protocol.md, "Relay"): no option moves them.
/// </summary>
public static class WireLimits
{
    /// <summary>
    /// The longest frame in bytes, 256 KiB. Holds the largest padded room message (240 KiB) with the wraps for 32 members, and bounds what
    /// either side buffers for one connection.
    /// </summary>
    public const int MaxFrameInBytes = 256 * 1024;

    /// <summary>The shortest body in bytes: an empty entry says nothing and would still take a place in the log.</summary>
    public const int MinBodyInBytes = 1;

    /// <summary>
    /// The longest body in bytes: what fits into an <c>entry</c> frame, so that whatever is stored can also be delivered.
    /// </summary>
    public const int MaxBodyInBytes = MaxFrameInBytes - EntryFrame.HeaderInBytes;

    /// <summary>The largest number of an entry: a signed 64-bit integer, which every database has.</summary>
    public const long MaxSeq = long.MaxValue;

    /// <summary>
    /// The latest time of an entry in milliseconds since 1970: the end of the year 9999, the last that .NET's clock type holds.
    /// </summary>
    public const long MaxTimeInMilliseconds = 253_402_300_799_999;
}
