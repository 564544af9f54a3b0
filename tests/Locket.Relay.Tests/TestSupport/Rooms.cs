using System.Security.Cryptography;
using System.Text;
using Locket.Wire;

namespace Locket.Relay.Tests.TestSupport;

/// <summary>Addresses and bodies by number.</summary>
internal static class Rooms
{
    public static RoomAddress Address(int number)
        => RoomAddress.FromBytes(SHA256.HashData(BitConverter.GetBytes(number)).AsSpan(0, RoomAddress.LengthInBytes));

    public static byte[] Body(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
