namespace Locket.Pictures.Containers;

/// <summary>The checksum of PNG's chunks (ISO/IEC 15948, annex D): it finds accidents, never forgeries.</summary>
internal static class Crc32
{
    /// <summary>What a running checksum begins with.</summary>
    public const uint Start = uint.MaxValue;

    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i => Entry((uint)i))];

    public static uint Of(ReadOnlySpan<byte> bytes) => Finish(Append(Start, bytes));

    public static uint Append(uint running, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            running = Table[(byte)(running ^ value)] ^ (running >> 8);
        }

        return running;
    }

    public static uint Finish(uint running) => ~running;

    private static uint Entry(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? Polynomial ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
