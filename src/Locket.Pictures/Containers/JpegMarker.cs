using System.Buffers.Binary;

namespace Locket.Pictures.Containers;

/// <summary>Markers of JPEG (ISO/IEC 10918-1, table B.1).</summary>
internal static class JpegMarker
{
    public const byte Prefix = 0xFF;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte HuffmanTables = 0xC4;
    public const byte ArithmeticConditions = 0xCC;
    public const byte QuantizationTables = 0xDB;
    public const byte NumberOfLines = 0xDC;
    public const byte RestartInterval = 0xDD;
    public const byte FirstRestart = 0xD0;
    public const byte App0 = 0xE0;
    public const byte App1 = 0xE1;
    public const byte App2 = 0xE2;
    public const byte App11 = 0xEB;
    public const byte App13 = 0xED;
    public const byte App14 = 0xEE;
    public const byte App15 = 0xEF;
    public const byte Comment = 0xFE;

    /// <summary>The longest content of a segment: 16 bits, less the two that say so.</summary>
    public const int MaxContentInBytes = 65533;

    /// <summary>Marker and length.</summary>
    public const int HeadInBytes = 4;

    /// <summary>Frames, tables, restart intervals: without them there are no pixels.</summary>
    public static bool IsNeeded(byte marker)
        => IsFrame(marker) || IsTable(marker) || marker == RestartInterval;

    /// <summary>Segments of any number of tables, each of which says where decoders keep it.</summary>
    public static bool IsTable(byte marker) => marker is HuffmanTables or ArithmeticConditions or QuantizationTables;

    /// <summary>What a picture can do without: APPn, COM, and DNL, which repeats the height of a frame that states its own.</summary>
    public static bool IsExtra(byte marker) => IsApplication(marker) || marker is Comment or NumberOfLines;

    /// <summary>SOF0 to SOF15, but for DHT, JPG and DAC, which stand among them.</summary>
    public static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    public static bool IsApplication(byte marker) => marker is >= App0 and <= App15;

    /// <summary>RST0 to RST7 stand inside a scan.</summary>
    public static bool IsRestart(byte marker) => marker is >= 0xD0 and <= 0xD7;

    public static void WriteHead(Stream output, byte marker, int contentInBytes)
    {
        Span<byte> head = [Prefix, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(contentInBytes + sizeof(ushort)));
        output.Write(head);
    }

    public static string Name(byte marker) => marker switch
    {
        Comment => "COM",
        NumberOfLines => "DNL",
        >= App0 and <= App15 => $"APP{marker - App0}",
        _ => $"marker {marker:X2}",
    };
}
