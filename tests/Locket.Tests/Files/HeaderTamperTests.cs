using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Files;

/// <summary>Every bit and every length of a small file.</summary>
public sealed class HeaderTamperTests
{
    private static readonly Password Word = new("correct horse");

    private static readonly Credential[] Both = [Samples.Key, Word];

    [Fact]
    public async Task Decrypt_AnyBitOfTheHeaderFlipped_FailsForTheReasonOfItsPlace()
    {
        (byte[] file, int header) = Make();
        int slots = file.AsSpan().IndexOf("-> metadata"u8);
        int mac = file.AsSpan().IndexOf("\n---"u8) + 1;
        for (int bit = 0; bit < header * 8; bit++)
        {
            byte[] altered = [.. file];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            LocketFailure[] expected = (bit / 8) switch
            {
                < 8 => [LocketFailure.NotALocketFile],
                < 10 => [LocketFailure.UnsupportedVersion],
                < 14 => [LocketFailure.DamagedHeader],
                int at when at < slots => [LocketFailure.DamagedHeader, LocketFailure.NoSlotOpens, LocketFailure.TooCostly],
                int at when at < mac - 1 => [LocketFailure.DamagedHeader],

                // Joined to the line before, the MAC line is none; the header then goes on into the payload.
                int at when at == mac - 1 => [LocketFailure.DamagedHeader, LocketFailure.Truncated],
                int at when at < header - 1 => [LocketFailure.DamagedHeader],
                _ => [LocketFailure.DamagedHeader, LocketFailure.Truncated],
            };
            foreach (ReadPath path in ReadPaths.All.Where(path => bit % 97 == 0 || path.Name is "buffer" or "pipe"))
            {
                Outcome outcome = await path.ReadAsync(altered, [Samples.Key]);
                string what = $"{path.Name}, bit {bit} of byte {bit / 8}: {outcome.Failure?.ToString() ?? "opened"}";
                Assert.True(outcome.Failure is LocketFailure failure && expected.Contains(failure), what);
                Assert.True(outcome.Released.Length == 0, what);
            }
        }
    }

    [Fact]
    public void Decrypt_AnyBitOfOneSlotFlipped_NoOtherSlotOpensTheFile()
    {
        (byte[] file, int header) = Make();
        int second = file.AsSpan().IndexOf("-> pbkdf2"u8);
        for (int bit = 0; bit < header * 8; bit++)
        {
            byte[] altered = [.. file];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(LocketFile.TryDecrypt(altered, bit / 8 < second ? [Word] : [Samples.Key], out byte[]? content), $"bit {bit}");
            Assert.Null(content);
        }
    }

    [Fact]
    public async Task Decrypt_AnyBitOfThePayloadFlipped_IsDamagedPayloadAtItsChunk()
    {
        (byte[] file, int header) = Make();
        for (int bit = header * 8; bit < file.Length * 8; bit++)
        {
            byte[] altered = [.. file];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            long expected = bit / 8 < header + 56 ? header : header + 56;
            foreach (ReadPath path in ReadPaths.All.Where(path => bit % 61 == 0 || path.Name is "buffer" or "pipe"))
            {
                Outcome outcome = await path.ReadAsync(altered, Both);
                string what = $"{path.Name}, bit {bit - (header * 8)} of the payload: {outcome}";
                Assert.True(outcome.Failure == LocketFailure.DamagedPayload && outcome.Offset == expected, what);
                Assert.True(outcome.Released.Length == 0, what);
            }
        }
    }

    [Fact]
    public async Task Decrypt_EveryTruncation_FailsForTheReasonOfTheFormat()
    {
        (byte[] file, int header) = Make();
        for (int length = 0; length < file.Length; length++)
        {
            int payload = length - header;
            LocketFailure expected = length == 0 ? LocketFailure.NotALocketFile
                : payload >= 56 + 16 ? LocketFailure.DamagedPayload
                : LocketFailure.Truncated;
            foreach (ReadPath path in ReadPaths.All)
            {
                Outcome outcome = await path.ReadAsync(file[..length], Both);
                string what = $"{path.Name}, {length} of {file.Length} bytes: {outcome.Failure?.ToString() ?? "opened"}";
                Assert.True(outcome.Failure == expected, what);
                Assert.True(outcome.Released.Length == 0, what);
            }
        }
    }

    [Fact]
    public async Task Decrypt_EveryTruncationOfArmor_IsTruncated()
    {
        byte[] file = Samples.Encrypt(Samples.Content(100), new EncryptionOptions { Armor = true });

        // Without its last line end the text is whole.
        for (int length = 0; length < file.Length - 1; length++)
        {
            LocketFailure expected = length == 0 ? LocketFailure.NotALocketFile : LocketFailure.Truncated;
            foreach (ReadPath path in ReadPaths.All)
            {
                Outcome outcome = await path.ReadAsync(file[..length], Samples.Credentials);
                Assert.True(outcome.Failure == expected, $"{path.Name}, {length} of {file.Length} bytes: {outcome.Failure}");
            }
        }

        Assert.True(LocketFile.TryDecrypt(file.AsSpan(0, file.Length - 1), Samples.Credentials, out _));
    }

    [Fact]
    public async Task Decrypt_AnyByteOfArmorReplaced_NeverOpensToOtherContent()
    {
        byte[] content = Samples.Content(20000);
        byte[] file = Samples.Encrypt(content, new EncryptionOptions { Armor = true });
        byte[] binary = Dearmor(file);
        int header = LocketFile.Inspect(new MemoryStream(binary)).HeaderLengthInBytes;
        for (int at = 0; at < file.Length; at += at < 1500 ? 1 : 211)
        {
            foreach (byte replacement in (byte[])[(byte)'!', (byte)'A', (byte)'=', (byte)'\n', (byte)'\r', (byte)' '])
            {
                if (file[at] == replacement)
                {
                    continue;
                }

                byte[] altered = [.. file];
                altered[at] = replacement;
                long decoded = DecodedBefore(at);
                foreach (ReadPath path in ReadPaths.All.Where(path => path.Name is "pipe" or "stream" or "content stream" || at % 59 == 0))
                {
                    Outcome outcome = await path.ReadAsync(altered, Samples.Credentials);
                    string what = $"{path.Name}, byte {at} is {replacement}: {outcome.Failure?.ToString() ?? "opened"} at {outcome.Offset}";
                    Assert.True(outcome.Failure is not null, what);
                    Assert.True(content.AsSpan().StartsWith(outcome.Released), what);
                    if (at >= 28 && at < file.Length - 90)
                    {
                        // The line that holds the fault decides, whatever it decodes to.
                        LocketFailure[] expected = decoded >= header ? [LocketFailure.DamagedPayload]
                            : decoded + 48 < header
                                ? [LocketFailure.DamagedHeader, LocketFailure.NoSlotOpens, LocketFailure.NotALocketFile, LocketFailure.UnsupportedVersion]
                                : [LocketFailure.DamagedHeader, LocketFailure.DamagedPayload, LocketFailure.Truncated];
                        Assert.True(expected.Contains(outcome.Failure!.Value), what);
                    }
                }
            }
        }
    }

    private static long DecodedBefore(int offsetInText) => Math.Max(0, offsetInText - 28) / 65 * 48;

    private static byte[] Dearmor(byte[] text)
    {
        string[] lines = System.Text.Encoding.ASCII.GetString(text).Split('\n');
        return Convert.FromBase64String(string.Concat(lines[1..^2]));
    }

    private static (byte[] File, int HeaderLength) Make()
    {
        using PasswordRecipient password = new(Word, new Pbkdf2Parameters { Iterations = 1 });
        FileMetadata metadata = new() { Name = "a name", MediaType = "text/plain" };
        byte[] file = LocketFile.Encrypt(
            Samples.Content(40), [new KeyRecipient(Samples.Key), password], new EncryptionOptions { Metadata = metadata });
        return (file, LocketFile.Inspect(new MemoryStream(file)).HeaderLengthInBytes);
    }
}
