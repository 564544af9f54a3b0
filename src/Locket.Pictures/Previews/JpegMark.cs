namespace Locket.Pictures.Previews;

/// <summary>Second bytes of markers (ISO/IEC 10918-1, table B.1).</summary>
internal static class JpegMark
{
    public const byte Start = 0xD8;
    public const byte Baseline = 0xC0;
    public const byte Sequential = 0xC1;
    public const byte Progressive = 0xC2;
    public const byte Codes = 0xC4;
    public const byte Scan = 0xDA;
    public const byte Quantization = 0xDB;
    public const byte RestartInterval = 0xDD;
    public const byte Adobe = 0xEE;

    private const byte FirstApplication = 0xE0;
    private const byte LastApplication = 0xEF;
    private const byte Comment = 0xFE;

    /// <summary>Whether a segment says nothing of the pixels.</summary>
    public static bool IsPassedOver(byte mark) => mark is (>= FirstApplication and <= LastApplication) or Comment;
}
