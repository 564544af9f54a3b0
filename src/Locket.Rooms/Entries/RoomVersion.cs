namespace Locket.Rooms.Entries;

/// <summary>The version and the suites as they stand in entries.</summary>
internal static class RoomVersion
{
    public const byte Current = 1;

    public static byte Encode(CipherSuite suite) => suite == CipherSuite.Aes256 ? (byte)1 : (byte)2;
}
