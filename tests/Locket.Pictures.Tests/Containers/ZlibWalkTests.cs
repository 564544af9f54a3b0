using System.IO.Compression;
using Locket.Pictures.Containers;
using Xunit;

namespace Locket.Pictures.Tests.Containers;

/// <summary>Where a packed stream ends, compared with the library that unpacks it.</summary>
public sealed class ZlibWalkTests
{
    private const int HeadInBytes = 2;

    /// <summary>What stands behind: far from the end of any stream.</summary>
    private static readonly byte[] Behind = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 37))];

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Take_InPiecesOfAnyLength_EndsWhereTheStreamDoes(CompressionLevel level)
    {
        Random random = new((int)level);
        for (int round = 0; round < 300; round++)
        {
            byte[] content = Content(random, round);
            byte[] stream = Pack(content, level);
            ZlibWalk walk = new((uint)content.Length);
            Assert.Equal(stream.Length, Walk(walk, [.. stream, .. Behind], random));
            Assert.True(walk.IsAtEnd);
            Assert.True(content.Length == 0 || Throws(new ZlibWalk((uint)content.Length - 1), stream, random));
            ZlibWalk cut = new((uint)content.Length);
            Assert.Equal(stream.Length - 1, Walk(cut, stream[..^1], random));
            Assert.False(cut.IsAtEnd);
        }
    }

    [Fact]
    public void Take_StreamsWithFlippedBits_AreJudgedAsByWhoeverUnpacksThem()
    {
        Random random = new(3);
        int whole = 0;
        int broken = 0;
        for (int round = 0; round < 6000; round++)
        {
            byte[] content = Content(random, round % 60);
            byte[] stream = Pack(content, (CompressionLevel)(round % 4));
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                // Mostly near the front, where the codes are told.
                int at = random.Next(2) == 0 ? random.Next(HeadInBytes, Math.Min(stream.Length, 90)) : random.Next(HeadInBytes, stream.Length);
                stream[at] ^= (byte)(1 << random.Next(8));
            }

            byte[] sown = [.. stream, .. Behind];
            long unpacked = UnpackedInBytes(sown.AsMemory(HeadInBytes));
            ZlibWalk walk = new(UInt128.MaxValue);
            if (Throws(walk, sown, random))
            {
                broken++;
                Assert.Equal(-1, unpacked);
            }
            else if (walk.IsAtEnd)
            {
                whole++;
                Assert.InRange(unpacked, 0, long.MaxValue);
                Assert.False(Throws(new ZlibWalk((UInt128)unpacked), sown, random));
                Assert.True(unpacked == 0 || Throws(new ZlibWalk((UInt128)unpacked - 1), sown, random));
            }
        }

        Assert.True(whole > 500 && broken > 500, $"{whole} whole, {broken} broken");
    }

    private static byte[] Content(Random random, int round)
    {
        byte[] content = new byte[round % 7 == 0 ? random.Next(4) : random.Next(1 << (2 + (round % 16)))];
        int levels = 1 << random.Next(9);
        for (int i = 0; i < content.Length; i++)
        {
            content[i] = i > 40 && random.Next(3) > 0 ? content[i - 40] : (byte)random.Next(levels);
        }

        return content;
    }

    private static byte[] Pack(byte[] content, CompressionLevel level)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, level, leaveOpen: true))
        {
            zlib.Write(content);
        }

        // Of nothing, the library writes nothing.
        return packed.Length > 0 ? packed.ToArray() : [0x78, 0x01, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01];
    }

    private static int Walk(ZlibWalk walk, byte[] bytes, Random random)
    {
        int taken = 0;
        int most = 1 << random.Next(1, 12);
        for (int at = 0; at < bytes.Length && !walk.IsAtEnd;)
        {
            int count = Math.Min(bytes.Length - at, random.Next(1, most));
            taken += walk.Take(bytes.AsSpan(at, count));
            at += count;
        }

        return taken;
    }

    private static bool Throws(ZlibWalk walk, byte[] bytes, Random random)
    {
        try
        {
            Walk(walk, bytes, random);
            return false;
        }
        catch (PictureException refusal) when (refusal.Reason == PictureFailure.Damaged)
        {
            return true;
        }
    }

    /// <summary>How much whoever unpacks makes of it, the checksum aside; -1 where it stops with an error.</summary>
    private static long UnpackedInBytes(ReadOnlyMemory<byte> deflated)
    {
        using MemoryStream input = new(deflated.ToArray());
        using DeflateStream stream = new(input, CompressionMode.Decompress);
        byte[] room = new byte[1 << 16];
        long length = 0;
        try
        {
            for (int count = stream.Read(room); count > 0; count = stream.Read(room))
            {
                length += count;
            }

            return length;
        }
        catch (InvalidDataException)
        {
            return -1;
        }
    }
}
