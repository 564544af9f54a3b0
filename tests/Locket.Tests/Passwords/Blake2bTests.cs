using System.Text.Json;
using Locket.Passwords;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Passwords;

public sealed class Blake2bTests
{
    private static readonly int[] PieceLengths = [1, 7, 127, 128, 129, 1000];

    [Fact]
    public void HashData_Rfc7693AppendixA_Matches()
    {
        byte[] expected = Convert.FromHexString(
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
            + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");

        AssertEveryWay("abc"u8, [], expected);
    }

    [Fact]
    public void HashData_Rfc7693AppendixE_EveryLengthAndKeyMatches()
    {
        byte[] expected = Convert.FromHexString("c23a7800d98123bd10f506c61e29da5603d763b8bbad2e737f5e765a7bccd475");
        using var everything = new MemoryStream();
        foreach (int hashLength in new[] { 20, 32, 48, 64 })
        {
            foreach (int inputLength in new[] { 0, 3, 128, 129, 255, 1024 })
            {
                byte[] input = SelfTestSequence(inputLength, (uint)inputLength);
                byte[] hash = new byte[hashLength];
                Blake2b.HashData(input, hash);
                everything.Write(hash);
                Blake2b.HashData(input, hash, SelfTestSequence(hashLength, (uint)hashLength));
                everything.Write(hash);
            }
        }

        byte[] actual = new byte[32];
        Blake2b.HashData(everything.ToArray(), actual);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("blake2/blake2b-kat-keyed.json", 64)]
    [InlineData("blake2/blake2b-kat-keyless.json", 0)]
    public void HashData_PublishedVectors_MatchInAnyPieces(string file, int keyLength)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Vectors.Require(file)));
        int cases = 0;
        foreach (JsonElement vector in document.RootElement.EnumerateArray())
        {
            Assert.True(vector.GetProperty("hash").ValueEquals("blake2b"u8));
            byte[] key = Hex(vector, "key");
            Assert.Equal(keyLength, key.Length);
            AssertEveryWay(Hex(vector, "in"), key, Hex(vector, "out"));
            cases++;
        }

        Assert.Equal(256, cases);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    [InlineData(-1)]
    public void Constructor_HashLengthOutOfRange_Throws(int length)
    {
        Assert.Throws<ArgumentOutOfRangeException>("hashLengthInBytes", () => new Blake2b(length).Dispose());
    }

    [Fact]
    public void Constructor_LongKey_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>("key", () => new Blake2b(64, new byte[65]).Dispose());
    }

    [Fact]
    public void Finish_OtherLength_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>("destination", () => new Blake2b(32).Finish(new byte[31]));
    }

    private static void AssertEveryWay(ReadOnlySpan<byte> input, ReadOnlySpan<byte> key, byte[] expected)
    {
        byte[] actual = new byte[expected.Length];
        Blake2b.HashData(input, actual, key);
        Assert.Equal(expected, actual);

        foreach (int length in PieceLengths)
        {
            Array.Clear(actual);
            HashInPieces(input, key, actual, length);
            Assert.Equal(expected, actual);
        }
    }

    private static void HashInPieces(ReadOnlySpan<byte> input, ReadOnlySpan<byte> key, byte[] destination, int pieceLength)
    {
        var hash = new Blake2b(destination.Length, key);
        try
        {
            for (int start = 0; start < input.Length; start += pieceLength)
            {
                hash.Append(input[start..Math.Min(start + pieceLength, input.Length)]);
            }

            hash.Finish(destination);
        }
        finally
        {
            hash.Dispose();
        }
    }

    private static byte[] Hex(JsonElement vector, string name) => Convert.FromHexString(vector.GetProperty(name).GetString()!);

    /// <summary>The generator of RFC 7693, appendix E: Fibonacci-like, keeping the top byte.</summary>
    private static byte[] SelfTestSequence(int length, uint seed)
    {
        byte[] bytes = new byte[length];
        uint a = unchecked(0xDEAD4BAD * seed);
        uint b = 1;
        for (int i = 0; i < length; i++)
        {
            (a, b) = (b, unchecked(a + b));
            bytes[i] = (byte)(b >> 24);
        }

        return bytes;
    }
}
