using Locket.Classic.Ciphers;

namespace Locket.Classic.Explanation;

/// <summary>Bytes as rows of AES blocks.</summary>
internal static class Blocks
{
    public const int Length = CbcCipher.BlockLengthInBytes;

    /// <summary>
    /// PKCS#7: as many bytes as are missing to a whole block, each of that number; a whole block where none is (RFC 5652, section 6.3).
    /// </summary>
    public static byte[] Pad(ReadOnlySpan<byte> text)
    {
        byte[] padded = new byte[CbcCipher.PaddedLength(text.Length)];
        text.CopyTo(padded);
        padded.AsSpan(text.Length).Fill((byte)(padded.Length - text.Length));
        return padded;
    }

    /// <summary>One row for each block: P1, P2 and so on.</summary>
    public static IReadOnlyList<ExplanationRow> Rows(string prefix, ReadOnlySpan<byte> bytes)
    {
        List<ExplanationRow> rows = [];
        for (int at = 0; at < bytes.Length; at += Length)
        {
            byte[] block = bytes.Slice(at, Math.Min(Length, bytes.Length - at)).ToArray();
            rows.Add(new($"{prefix}{ExplanationContext.Plain((at / Length) + 1)}", block));
        }

        return rows;
    }

    /// <summary>The same with what differs from other bytes marked.</summary>
    public static IReadOnlyList<ExplanationRow> Compared(string prefix, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> before)
    {
        List<ExplanationRow> rows = [];
        foreach (ExplanationRow row in Rows(prefix, bytes))
        {
            int start = rows.Count * Length;
            List<int> marked = [];
            for (int i = 0; i < row.Bytes.Length; i++)
            {
                if (start + i >= before.Length || before[start + i] != row.Bytes.Span[i])
                {
                    marked.Add(i);
                }
            }

            rows.Add(row with { Marked = marked });
        }

        return rows;
    }

    public static byte[] Xor(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        byte[] result = left.ToArray();
        OpenSsl.Xor.Into(result, right);
        return result;
    }

    /// <summary>A copy with one bit turned over.</summary>
    public static byte[] Flip(ReadOnlySpan<byte> bytes, int index, byte mask)
    {
        byte[] altered = bytes.ToArray();
        altered[index] ^= mask;
        return altered;
    }
}
