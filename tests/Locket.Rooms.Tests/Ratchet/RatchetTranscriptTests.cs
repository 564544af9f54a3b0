using System.Globalization;
using System.Text;
using Locket.Rooms.Curves;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Ratchet;

/// <summary>Does what the published transcript says, byte for byte; the second implementation wrote it.</summary>
public class RatchetTranscriptTests
{
    [Theory]
    [InlineData("256")]
    [InlineData("128")]
    public void Transcript_EveryLine_IsRepeated(string suite)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("tests", "testdata", "rooms", "ratchet.txt"));
        IEnumerable<string> part = lines.Skip(Array.IndexOf(lines, $"suite {suite}") + 1).TakeWhile(line => line.Length > 0);
        string[][] words = [.. part.Select(line => line.Split(' '))];
        Dictionary<string, byte[]> values = words
            .Where(line => line.Length == 2)
            .ToDictionary(line => line[0], line => Bytes(line[1]), StringComparer.Ordinal);
        RatchetStart start = new()
        {
            Suite = suite is "256" ? CipherSuite.Aes256 : CipherSuite.Aes128,
            Secret = values["sk"],
            HeaderKeyOfA = values["hka"],
            HeaderKeyOfB = values["nhkb"],
        };
        Assert.True(P256PrivateKey.TryImport(values["key-of-b"], out P256PrivateKey? key));
        using P256Point point = key.ExportPublicPoint();
        using RatchetSession a = RatchetSession.CreateA(start, point, Source("seed-of-a"), RatchetPair.Start);
        using RatchetSession b = RatchetSession.CreateB(start, key, Source("seed-of-b"), RatchetPair.Start);

        List<byte[]> messages = [];
        int opened = 0;
        foreach (string[] line in words.Where(line => line.Length > 2))
        {
            RatchetSession side = line[0] is "a" ? a : b;
            int number = int.Parse(line[2], CultureInfo.InvariantCulture);
            if (line[1] is "seal")
            {
                Assert.Equal(messages.Count, number);
                messages.Add(side.Seal(Bytes(line[3]), values["ad"]));
                Assert.Equal(line[4], Convert.ToHexStringLower(messages[^1]));
            }
            else
            {
                Assert.Equal("open", line[1]);
                bool isOpen = side.TryOpen(
                    messages[number], values["ad"], RatchetPair.Start, out SecretBytes? text, out OpenFailure failure);
                Assert.Equal(line[3] is "!" ? PythonRatchet.Reason(string.Join(' ', line[4..])) : OpenFailure.None, failure);
                Assert.Equal(line[3], isOpen ? Hex(text!.Span) : "!");
                text?.Dispose();
                opened++;
            }
        }

        Assert.Equal((10, 17), (messages.Count, opened));

        SeededRandom Source(string name) => new(Encoding.UTF8.GetString(values[name]));
    }

    private static byte[] Bytes(string hex) => hex is "-" ? [] : Convert.FromHexString(hex);

    private static string Hex(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "-" : Convert.ToHexStringLower(bytes);
}
