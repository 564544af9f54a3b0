using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Locket.Pictures.Containers;

/// <summary>The checksum of PNG's chunks (ISO/IEC 15948, annex D), eight bytes at a time: it finds accidents, never forgeries.</summary>
internal static class Crc32
{
    /// <summary>What a running checksum begins with.</summary>
    public const uint Start = uint.MaxValue;

    private const uint Polynomial = 0xEDB88320;
    private const int Step = 8;
    private const int TableLength = 256;

    /// <summary>Table n holds the checksum of a byte with n zero bytes behind it.</summary>
    private static readonly uint[] Tables = MakeTables();

    public static uint Of(ReadOnlySpan<byte> bytes) => Finish(Append(Start, bytes));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Append(uint running, ReadOnlySpan<byte> bytes)
    {
        uint[] tables = Tables;
        while (bytes.Length >= Step)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ running;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            running = Entry(tables, 7, low) ^ Entry(tables, 6, low >> 8) ^ Entry(tables, 5, low >> 16) ^ Entry(tables, 4, low >> 24)
                ^ Entry(tables, 3, high) ^ Entry(tables, 2, high >> 8) ^ Entry(tables, 1, high >> 16) ^ Entry(tables, 0, high >> 24);
            bytes = bytes[Step..];
        }

        foreach (byte value in bytes)
        {
            running = Entry(tables, 0, running ^ value) ^ (running >> 8);
        }

        return running;
    }

    public static uint Finish(uint running) => ~running;

    private static uint Entry(uint[] tables, int table, uint value) => tables[(table * TableLength) + (byte)value];

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[Step * TableLength];
        for (int i = 0; i < TableLength; i++)
        {
            uint value = (uint)i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? Polynomial ^ (value >> 1) : value >> 1;
            }

            tables[i] = value;
        }

        for (int i = TableLength; i < tables.Length; i++)
        {
            uint before = tables[i - TableLength];
            tables[i] = tables[(byte)before] ^ (before >> 8);
        }

        return tables;
    }
}
