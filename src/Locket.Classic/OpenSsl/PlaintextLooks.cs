using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Locket.Classic.OpenSsl;

/// <summary>Says what bytes look like, by their beginning alone.</summary>
internal static class PlaintextLooks
{
    /// <summary>How much is looked at, at most.</summary>
    public const int SampleInBytes = 512;

    private const int TarSumOffset = 148;
    private const int TarSumInBytes = 8;
    private const int TarMarkOffset = 257;

    /// <summary>Beginnings of at least three bytes: shorter ones are met by accident too often.</summary>
    private static readonly byte[][] Beginnings =
    [
        [0x89, .. "PNG\r\n"u8], [0xFF, 0xD8, 0xFF], [.. "GIF8"u8], [.. "%PDF-"u8], [.. "PK\x03\x04"u8], [.. "PK\x05\x06"u8],
        [0x1F, 0x8B, 0x08], [.. "BZh"u8], [0xFD, .. "7zXZ\0"u8], [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], [0x28, 0xB5, 0x2F, 0xFD],
        [.. "Rar!\x1A"u8], [0x7F, .. "ELF"u8], [.. "SQLite format 3\0"u8], [.. "RIFF"u8], [.. "OggS"u8], [.. "fLaC"u8], [.. "ID3"u8],
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], [.. "II*\0"u8], [.. "MM\0*"u8], [.. "Salted__"u8], [.. "\0\0\x01\0\x01\0"u8],
        [0x1A, 0x45, 0xDF, 0xA3], [.. "!<arch>\n"u8], [0xCA, 0xFE, 0xBA, 0xBE], [0xED, 0xAB, 0xEE, 0xDB],
    ];

    private static readonly SearchValues<byte> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(value => (byte)value).Except("\t\n\f\r\e"u8.ToArray()), 0x7F]);

    /// <summary>Looks at a plaintext.</summary>
    /// <param name="start">Its first <see cref="SampleInBytes"/>, or all of it if it is shorter.</param>
    public static OpenSslPlaintextLook Of(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
        {
            return OpenSslPlaintextLook.Empty;
        }

        if (IsKnownFile(start))
        {
            return OpenSslPlaintextLook.KnownFile;
        }

        return IsText(start) ? OpenSslPlaintextLook.Text : OpenSslPlaintextLook.Unknown;
    }

    private static bool IsKnownFile(ReadOnlySpan<byte> start)
    {
        foreach (byte[] beginning in Beginnings)
        {
            if (start.StartsWith(beginning))
            {
                return true;
            }
        }

        return IsTar(start) || (start.Length > 12 && start[4..].StartsWith("ftyp"u8));
    }

    /// <summary>Its mark is beyond the first block, which a wrong IV spoils; the checksum is over all of the header.</summary>
    private static bool IsTar(ReadOnlySpan<byte> start)
    {
        if (start.Length < SampleInBytes || !start[TarMarkOffset..].StartsWith("ustar"u8))
        {
            return false;
        }

        ReadOnlySpan<byte> digits = start.Slice(TarSumOffset, TarSumInBytes).Trim("\0 "u8);
        int told = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            told = told * 8 + digit - '0';
        }

        // The field itself counts as spaces.
        int sum = TarSumInBytes * ' ';
        for (int i = 0; i < SampleInBytes; i++)
        {
            sum += i is >= TarSumOffset and < TarSumOffset + TarSumInBytes ? 0 : start[i];
        }

        return told == sum;
    }

    private static bool IsText(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(Encoding.Unicode.Preamble) || start.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return IsUtf16(start[2..], isBigEndian: start[0] == 0xFE);
        }

        return !start.ContainsAny(Controls) && IsUtf8(start);
    }

    /// <summary>Almost any two bytes are a character, so only those count that texts have.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> text, bool isBigEndian)
    {
        if (text.Length % 2 != 0)
        {
            return false;
        }

        Span<char> buffer = stackalloc char[SampleInBytes / 2];
        Span<char> characters = buffer[..(text.Length / 2)];
        for (int i = 0; i < characters.Length; i++)
        {
            ReadOnlySpan<byte> pair = text.Slice(2 * i, 2);
            characters[i] = (char)(isBigEndian
                ? BinaryPrimitives.ReadUInt16BigEndian(pair)
                : BinaryPrimitives.ReadUInt16LittleEndian(pair));
        }

        bool isText = true;
        ReadOnlySpan<char> rest = characters;
        while (isText && !rest.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf16(rest, out Rune rune, out int length);

            // The sample may end within a pair.
            isText = status == OperationStatus.Done ? IsOfText(rune)
                : status == OperationStatus.NeedMoreData && text.Length + 2 == SampleInBytes;
            rest = rest[length..];
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(buffer));
        return isText;
    }

    private static bool IsOfText(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => rune.Value is '\t' or '\n' or '\f' or '\r' or 0x1B,
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => false,
        _ => true,
    };

    private static bool IsUtf8(ReadOnlySpan<byte> start)
    {
        if (Utf8.IsValid(start))
        {
            return true;
        }

        // The sample may end within a character, of which up to three bytes are there.
        for (int cut = 1; cut <= 3 && start.Length == SampleInBytes; cut++)
        {
            if (Utf8.IsValid(start[..^cut]))
            {
                return Rune.DecodeFromUtf8(start[^cut..], out _, out _) == OperationStatus.NeedMoreData;
            }
        }

        return false;
    }
}
