using System.Formats.Tar;
using System.Globalization;
using System.Text;

namespace Locket.Tests.Archives;

/// <summary>Tar archives put together block by block, also such as no honest program writes.</summary>
internal sealed class TarBytes
{
    private readonly List<byte> _bytes = [];

    public TarBytes Entry(
        char type, string name, string content = "", string link = "", int mode = 420, long? size = null, long time = 1_600_000_000)
    {
        byte[] body = Encoding.UTF8.GetBytes(content);
        byte[] header = new byte[512];
        Put(header, 0, name);
        Put(header, 100, Octal(mode, 7));
        Put(header, 108, Octal(0, 7));
        Put(header, 116, Octal(0, 7));
        Put(header, 124, Octal(size ?? body.Length, 11));
        Put(header, 136, Octal(time, 11));
        header[156] = (byte)type;
        Put(header, 157, link);
        Put(header, 257, "ustar\0" + "00");
        header.AsSpan(148, 8).Fill((byte)' ');
        int sum = 0;
        foreach (byte b in header)
        {
            sum += b;
        }

        Put(header, 148, Octal(sum, 6) + "\0 ");
        return Raw(header).Raw(body).Raw(new byte[(512 - (body.Length % 512)) % 512]);
    }

    public TarBytes Raw(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>The attributes of the next entry, as in <c>path=...</c>.</summary>
    public TarBytes Pax(char type, params string[] records) => Entry(type, "pax", string.Concat(records.Select(Record)));

    public TarBytes With(TarEntry entry)
    {
        using MemoryStream one = new();
        using (TarWriter writer = new(one, entry.Format, leaveOpen: true))
        {
            writer.WriteEntry(entry);
        }

        return Raw(one.ToArray()[..^1024]);
    }

    public byte[] End() => [.. _bytes, .. new byte[1024]];

    public byte[] Cut(int count) => [.. _bytes.SkipLast(count)];

    private static string Record(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text) + 2;
        int digits = 1;
        while ((length + digits).ToString(CultureInfo.InvariantCulture).Length != digits)
        {
            digits++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{length + digits} {text}\n");
    }

    private static string Octal(long value, int digits) => Convert.ToString(value, 8).PadLeft(digits, '0');

    private static void Put(byte[] header, int offset, string text) => Encoding.UTF8.GetBytes(text).CopyTo(header, offset);
}
