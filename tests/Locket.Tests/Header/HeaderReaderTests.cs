using System.Text;
using Locket.Header;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Header;

public sealed class HeaderReaderTests
{
    [Fact]
    public void Read_WhatTheWriterWrote_GivesTheSameStanzasMacAndRest()
    {
        Random random = new(6);
        for (int round = 0; round < 300; round++)
        {
            Stanza[] stanzas =
            [
                .. Enumerable.Range(0, random.Next(1, 6)).Select(_ => new Stanza(
                    Word(random), [.. Enumerable.Range(0, random.Next(4)).Select(_ => Word(random))], Samples.Content(random.Next(200), random.Next()))),
            ];
            Intro intro = new((CipherSuite)random.Next(2), random.Next(2) == 0);
            byte[] mac = Samples.Content(32, round);
            byte[] encoded = HeaderWriter.Finish(HeaderWriter.WriteAuthenticated(intro, stanzas), mac);
            byte[] after = Samples.Content(random.Next(5000), round);
            foreach (Stream source in (Stream[])[new MemoryStream([.. encoded, .. after]), new OddStream((byte[])[.. encoded, .. after])])
            {
                FileHeader header = HeaderReader.Read(source, out ReadOnlyMemory<byte> rest);
                Assert.Equal(intro, header.Intro);
                Assert.Equal(mac, header.Mac.ToArray());
                Assert.Equal(encoded, header.Encoded.ToArray());
                Assert.Equal(encoded[..^45], header.Authenticated.ToArray());
                Assert.True(after.AsSpan().StartsWith(rest.Span));
                Assert.Equal(
                    stanzas.Select(stanza => stanza.ArgumentLine), header.Stanzas.Select(stanza => stanza.ArgumentLine), StringComparer.Ordinal);
                Assert.All(stanzas.Zip(header.Stanzas), pair => Assert.Equal(pair.First.Body.ToArray(), pair.Second.Body.ToArray()));
            }
        }
    }

    [Fact]
    public void Read_EveryByteReplacedByEveryOther_IsRefusedOrReencodesToTheSameBytes()
    {
        byte[] encoded = HeaderWriter.Finish(
            HeaderWriter.WriteAuthenticated(new Intro(CipherSuite.Aes256, true), [new Stanza("a", ["bc"], new byte[49])]), new byte[32]);
        for (int at = 0; at < encoded.Length; at++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] altered = [.. encoded];
                altered[at] = (byte)value;
                try
                {
                    FileHeader header = HeaderReader.Read(new MemoryStream(altered), out _);
                    byte[] again = HeaderWriter.Finish(HeaderWriter.WriteAuthenticated(header.Intro, header.Stanzas), header.Mac.Span);
                    Assert.Equal(altered, again);
                }
                catch (LocketException)
                {
                    // Refused: what a strict reader is for.
                }
            }
        }
    }

    [Theory]
    [InlineData("", LocketFailure.NotALocketFile)]
    [InlineData("l", LocketFailure.Truncated)]
    [InlineData("locket/", LocketFailure.Truncated)]
    [InlineData("locket/v", LocketFailure.Truncated)]
    [InlineData("locket/v1", LocketFailure.Truncated)]
    [InlineData("locket/v1 ", LocketFailure.Truncated)]
    [InlineData("locket/v1 256", LocketFailure.Truncated)]
    [InlineData("locket/v2", LocketFailure.UnsupportedVersion)]
    [InlineData("locket/v10 256\n", LocketFailure.UnsupportedVersion)]
    [InlineData("locket/v1\n", LocketFailure.UnsupportedVersion)]
    [InlineData("locket/v\n", LocketFailure.UnsupportedVersion)]
    [InlineData("Locket/v1 256\n", LocketFailure.NotALocketFile)]
    [InlineData("x", LocketFailure.NotALocketFile)]
    [InlineData("locket/x", LocketFailure.NotALocketFile)]
    [InlineData("locket/v1 256 \n", LocketFailure.DamagedHeader)]
    [InlineData("locket/v1 256\r\n", LocketFailure.DamagedHeader)]
    [InlineData("locket/v1 192\n", LocketFailure.DamagedHeader)]
    [InlineData("locket/v1 256 Pad\n", LocketFailure.DamagedHeader)]
    [InlineData("-", LocketFailure.Truncated)]
    [InlineData("-----BEGIN LOCKET FILE----", LocketFailure.Truncated)]
    [InlineData("-----BEGIN LOCKET FILE-----", LocketFailure.Truncated)]
    [InlineData("-----BEGIN LOCKET FILE-----\n", LocketFailure.Truncated)]
    [InlineData("-----BEGIN LOCKET FILE----- \n", LocketFailure.DamagedHeader)]
    [InlineData("-----BEGIN AGE ENCRYPTED FILE-----\n", LocketFailure.NotALocketFile)]
    public async Task Open_Beginnings_AreToldApart(string text, LocketFailure expected)
    {
        foreach (ReadPath path in ReadPaths.All)
        {
            Outcome outcome = await path.ReadAsync(Encoding.ASCII.GetBytes(text), Samples.Credentials);
            Assert.True(outcome.Failure == expected, $"{path.Name}: {outcome.Failure}");
        }
    }

    [Fact]
    public void TryDecode_Base64_AcceptsOnlyTheCanonicalText()
    {
        for (int length = 0; length < 100; length++)
        {
            byte[] bytes = Samples.Content(length);
            string text = UnpaddedBase64.Encode(bytes);
            Assert.Equal(UnpaddedBase64.EncodedLength(length), text.Length);
            Assert.True(UnpaddedBase64.TryDecode(text, out byte[] back));
            Assert.Equal(bytes, back);
        }

        foreach (string text in (string[])["A", "AA=", "AA==", "AB", "AAB", "A A", "AA\n", "A-", "A_", "AAAAA", "\u00c1A", "AAA ", " AAA"])
        {
            Assert.False(UnpaddedBase64.TryDecode(text, out _), text);
        }
    }

    private static string Word(Random random)
        => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => (char)random.Next(0x21, 0x7f)));
}
