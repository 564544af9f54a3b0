namespace Locket.Classic.Sockets;

/// <summary>The lengths that IV (16) ‖ AES-CBC(PKCS#7(bytes)) can have.</summary>
internal static class MessageLength
{
    /// <summary>An IV and one block.</summary>
    public const int MinInBytes = 2 * BlockInBytes;

    private const int BlockInBytes = 16;

    public static bool IsPossible(int lengthInBytes) => lengthInBytes >= MinInBytes && lengthInBytes % BlockInBytes == 0;

    /// <summary>The most bytes of plaintext whose message is no longer than this: an IV and one byte of padding less.</summary>
    public static int CapacityInBytes(int messageLengthInBytes)
        => (messageLengthInBytes / BlockInBytes * BlockInBytes) - BlockInBytes - 1;
}
