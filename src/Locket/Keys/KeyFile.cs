using System.Security.Cryptography;
using System.Text;

namespace Locket.Keys;

/// <summary>A key as a small text file (docs/format.md, "Key files").</summary>
internal static class KeyFile
{
    private const int MaxLengthInBytes = 4096;
    private const string Tag = "locket-key/v1 ";

    public static SymmetricKey Read(string path)
    {
        byte[] bytes = GC.AllocateArray<byte>(MaxLengthInBytes + 1, pinned: true);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= MaxLengthInBytes ? Parse(bytes.AsSpan(0, length)) : throw NotAKeyFile();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public static void Write(string path, SymmetricKey key)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        byte[] text = GC.AllocateArray<byte>(Encoding.ASCII.GetMaxByteCount(256), pinned: true);
        try
        {
            int length = Encoding.ASCII.GetBytes(
                "# A Locket key: whoever has this file can open what it encrypts. Keep a copy.\n" + Tag, text);
            System.Buffers.Text.Base64.EncodeToUtf8(key.Bytes, text.AsSpan(length), out _, out int written);
            length += written - 1;
            text[length++] = (byte)'\n';
            using FileStream file = new(path, options);
            file.Write(text, 0, length);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private static SymmetricKey Parse(ReadOnlySpan<byte> text)
    {
        if (!System.Text.Unicode.Utf8.IsValid(text))
        {
            throw NotAKeyFile();
        }

        ReadOnlySpan<byte> keyLine = default;
        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = text[range];
            line = line.EndsWith("\r"u8) ? line[..^1] : line;
            if (line.IsEmpty || line[0] == (byte)'#')
            {
                continue;
            }

            if (!keyLine.IsEmpty)
            {
                throw NotAKeyFile();
            }

            keyLine = line;
        }

        if (!keyLine.StartsWith("locket-key/v1 "u8)
            || !Header.UnpaddedBase64.TryDecode(keyLine[Tag.Length..], out byte[] bytes))
        {
            throw NotAKeyFile();
        }

        try
        {
            return bytes.Length == SymmetricKey.LengthInBytes ? new SymmetricKey(bytes) : throw NotAKeyFile();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static FormatException NotAKeyFile() => new("not a Locket key file");
}
