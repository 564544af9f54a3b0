using System.Text;
using Locket.Armor;
using Xunit;

namespace Locket.Tests.Armor;

public sealed class ArmorReadStreamTests
{
    private static readonly int[] Pieces = [1, 3, 47, 48, 64, 65, 5000];

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Read_EverySizeAndPiece_GivesTheBytes(string lineEnd)
    {
        foreach (int size in Enumerable.Range(1, 200).Concat([4799, 4800, 4801, 24575, 24576, 24577, 100_000]))
        {
            byte[] bytes = ArmorText.Bytes(size, size);
            byte[] text = ArmorText.Of(bytes, lineEnd);
            foreach (int piece in size > 200 ? [47, 5000] : Pieces)
            {
                Assert.Equal(bytes, ReadAll(text, piece, inputPiece: 5000));
                Assert.Equal(bytes, ReadAll(text, 5000, inputPiece: piece));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    [InlineData(100_000)]
    public async Task ReadAsync_Pieces_GivesTheBytes(int piece)
    {
        byte[] bytes = ArmorText.Bytes(60_000);
        using TrickleStream inner = new(ArmorText.Of(bytes, "\r\n"), piece);
        using ArmorReadStream armor = new(inner);
        using MemoryStream output = new();
        await armor.CopyToAsync(output, 777, TestContext.Current.CancellationToken);
        Assert.Equal(bytes, output.ToArray());
        Assert.True(inner.CanRead);
    }

    [Fact]
    public void ReadByte_ToTheEnd_GivesTheBytes()
    {
        byte[] bytes = ArmorText.Bytes(100);
        using MemoryStream inner = new(ArmorText.Of(bytes));
        using ArmorReadStream armor = new(inner);
        Assert.All(bytes, b => Assert.Equal(b, armor.ReadByte()));
        Assert.Equal(-1, armor.ReadByte());
        Assert.Equal(-1, armor.ReadByte());
    }

    [Fact]
    public void Read_NoLineEndAfterEndMarker_IsAccepted()
        => Assert.Equal(ArmorText.Bytes(100), ReadAll(ArmorText.Of(ArmorText.Bytes(100))[..^1], 64, 64));

    [Theory]
    [ClassData(typeof(ArmorViolations))]
    public void Read_BrokenRule_FailsWithItsReason(string name, byte[] text, bool truncated, int intactBytes)
    {
        foreach (int piece in Pieces)
        {
            using TrickleStream inner = new(text, piece);
            using ArmorReadStream armor = new(inner) { FailureReason = LocketFailure.DamagedPayload };
            using MemoryStream output = new();
            LocketException failure = Assert.Throws<LocketException>(() => armor.CopyTo(output, 100));
            Assert.True(failure.Reason == (truncated ? LocketFailure.Truncated : LocketFailure.DamagedPayload), name);
            Assert.Equal(intactBytes, failure.OffsetInBytes);
            Assert.Equal(ArmorText.Bytes(200)[..intactBytes], output.ToArray());
        }
    }

    [Fact]
    public void Read_EveryTruncation_IsTruncatedAfterATruePrefix()
    {
        byte[] bytes = ArmorText.Bytes(200);
        foreach (string lineEnd in new[] { "\n", "\r\n" })
        {
            byte[] text = ArmorText.Of(bytes, lineEnd);
            for (int length = 0; length < text.Length - lineEnd.Length; length++)
            {
                using MemoryStream inner = new(text[..length]);
                using ArmorReadStream armor = new(inner);
                using MemoryStream output = new();
                LocketException failure = Assert.Throws<LocketException>(() => armor.CopyTo(output));
                Assert.Equal(LocketFailure.Truncated, failure.Reason);
                Assert.Equal(bytes[..(int)output.Length], output.ToArray());
            }
        }
    }

    [Fact]
    public void Read_AnyByteReplaced_NeverGivesOtherBytesUnnoticed()
    {
        byte[] bytes = ArmorText.Bytes(100);
        byte[] text = ArmorText.Of(bytes);
        byte[] replacements = Encoding.ASCII.GetBytes("A=- \r\n\t\0/");
        for (int at = 0; at < text.Length; at++)
        {
            foreach (byte replacement in replacements.Where(r => r != text[at]))
            {
                byte[] broken = [.. text];
                broken[at] = replacement;
                byte[]? result = TryReadAll(broken);

                // What is accepted must be the one text of other bytes.
                Assert.True(result is null || (ArmorText.Of(result).SequenceEqual(broken) && !result.SequenceEqual(bytes)));
            }
        }
    }

    [Fact]
    public void Read_AfterFailure_KeepsFailingWithTheFirstReason()
    {
        byte[] text = ArmorText.Of(ArmorText.Bytes(200));
        text[28 + 65 + 3] = (byte)'*';
        using MemoryStream inner = new(text);
        using ArmorReadStream armor = new(inner);
        byte[] buffer = new byte[1000];
        Assert.Equal(48, armor.Read(buffer));
        Assert.Equal(LocketFailure.DamagedHeader, Assert.Throws<LocketException>(() => armor.Read(buffer)).Reason);
        armor.FailureReason = LocketFailure.DamagedPayload;
        Assert.Equal(LocketFailure.DamagedHeader, Assert.Throws<LocketException>(() => armor.Read(buffer)).Reason);
        Assert.Equal(0, armor.Read([]));
    }

    [Fact]
    public void Read_FaultFarAheadOfAChangedReason_CountsWhereItStands()
    {
        byte[] text = ArmorText.Of(ArmorText.Bytes(200));
        text[28 + 65 + 3] = (byte)'*';
        using MemoryStream inner = new(text);
        using ArmorReadStream armor = new(inner);
        byte[] buffer = new byte[1000];
        Assert.Equal(48, armor.Read(buffer));
        armor.FailureReason = LocketFailure.DamagedPayload;
        LocketException failure = Assert.Throws<LocketException>(() => armor.Read(buffer));
        Assert.Equal(LocketFailure.DamagedPayload, failure.Reason);
        Assert.Contains("line 3", failure.Message, StringComparison.Ordinal);
    }

    private static byte[]? TryReadAll(byte[] text)
    {
        try
        {
            return ReadAll(text, 64, 1000);
        }
        catch (LocketException)
        {
            return null;
        }
    }

    private static byte[] ReadAll(byte[] text, int piece, int inputPiece)
    {
        using TrickleStream inner = new(text, inputPiece);
        using ArmorReadStream armor = new(inner);
        using MemoryStream output = new();
        byte[] buffer = new byte[piece];
        int count;
        while ((count = armor.Read(buffer, 0, piece)) > 0)
        {
            output.Write(buffer, 0, count);
        }

        return output.ToArray();
    }
}
