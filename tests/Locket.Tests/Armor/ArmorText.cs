using System.Text;

namespace Locket.Tests.Armor;

/// <summary>Armored text put together by plain means, to hold the streams against.</summary>
internal static class ArmorText
{
    public const string Begin = "-----BEGIN LOCKET FILE-----";
    public const string End = "-----END LOCKET FILE-----";

    public static byte[] Bytes(int length, int seed = 1)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static byte[] Of(byte[] bytes, string lineEnd = "\n")
    {
        StringBuilder text = new();
        text.Append(Begin).Append(lineEnd);
        foreach (byte[] line in bytes.Chunk(48))
        {
            text.Append(Convert.ToBase64String(line)).Append(lineEnd);
        }

        return Encoding.ASCII.GetBytes(text.Append(End).Append(lineEnd).ToString());
    }
}
