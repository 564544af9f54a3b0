using System.Buffers;
using System.Text;

namespace Locket.Header;

/// <summary>Stanzas to bytes; the one encoding that <see cref="HeaderReader"/> accepts.</summary>
internal static class HeaderWriter
{
    /// <summary>Writes everything up to and including <c>---</c>.</summary>
    public static byte[] WriteAuthenticated(Intro intro, IReadOnlyList<Stanza> stanzas)
    {
        ArrayBufferWriter<byte> output = new(1024);
        output.Write(intro.Line);
        output.Write("\n"u8);
        foreach (Stanza stanza in stanzas)
        {
            Write(output, stanza);
        }

        output.Write("---"u8);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Joins the authenticated bytes and their MAC to a whole header.</summary>
    public static byte[] Finish(ReadOnlySpan<byte> authenticated, ReadOnlySpan<byte> mac)
        => [.. authenticated, (byte)' ', .. Encoding.ASCII.GetBytes(UnpaddedBase64.Encode(mac)), (byte)'\n'];

    private static void Write(ArrayBufferWriter<byte> output, Stanza stanza)
    {
        output.Write("-> "u8);
        output.Write(Encoding.ASCII.GetBytes(stanza.ArgumentLine));
        output.Write("\n"u8);

        ReadOnlySpan<byte> body = Encoding.ASCII.GetBytes(UnpaddedBase64.Encode(stanza.Body.Span));
        while (body.Length >= HeaderLimits.BodyColumns)
        {
            output.Write(body[..HeaderLimits.BodyColumns]);
            output.Write("\n"u8);
            body = body[HeaderLimits.BodyColumns..];
        }

        output.Write(body);
        output.Write("\n"u8);
    }
}
