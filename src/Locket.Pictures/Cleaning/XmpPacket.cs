using Locket.Pictures.Details;

namespace Locket.Pictures.Cleaning;

/// <summary>XMP, which is text: all that is looked for in it is whether it names a place.</summary>
internal static class XmpPacket
{
    /// <summary>How much of a packet is looked at; what is behind this is removed all the same.</summary>
    public const int MaxLookedAtInBytes = PlaceSearch.MaxPacketInBytes;

    public static void Note(RemovalLog log, string name, ReadOnlySpan<byte> packet, long length)
    {
        log.Add(RemovedKind.Xmp, name, length);
        if (packet.IndexOf("GPSLatitude"u8) >= 0 || packet.IndexOf("GPSLongitude"u8) >= 0)
        {
            log.Add(RemovedKind.Location, "GPS", 0);
        }
    }
}
