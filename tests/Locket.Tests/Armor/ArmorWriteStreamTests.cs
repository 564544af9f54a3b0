using System.Text;
using Locket.Armor;
using Xunit;

namespace Locket.Tests.Armor;

public sealed class ArmorWriteStreamTests
{
    [Fact]
    public void Complete_EverySize_WritesTheDocumentedText()
    {
        for (int size = 1; size <= 200; size++)
        {
            byte[] bytes = ArmorText.Bytes(size, size);
            foreach (int piece in new[] { 1, 47, 48, 64, 1000 })
            {
                using MemoryStream inner = new();
                using ArmorWriteStream armor = new(inner);
                foreach (byte[] part in bytes.Chunk(piece))
                {
                    armor.Write(part, 0, part.Length);
                }

                armor.Complete();
                Assert.Equal(ArmorText.Of(bytes), inner.ToArray());
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(47)]
    [InlineData(48)]
    [InlineData(4099)]
    [InlineData(1 << 20)]
    public async Task CompleteAsync_ManyBuffers_WritesTheSameAsSync(int piece)
    {
        byte[] bytes = ArmorText.Bytes(100_000);
        using MemoryStream inner = new();
        using ArmorWriteStream armor = new(inner);
        foreach (byte[] part in bytes.Chunk(piece))
        {
            await armor.WriteAsync(part, TestContext.Current.CancellationToken);
        }

        await armor.CompleteAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ArmorText.Of(bytes), inner.ToArray());
    }

    [Fact]
    public void Dispose_WithoutComplete_LeavesNoEndAndInnerOpen()
    {
        using MemoryStream inner = new();
        using (ArmorWriteStream armor = new(inner))
        {
            armor.Write(ArmorText.Bytes(100_000));
        }

        Assert.True(inner.CanWrite);
        string text = Encoding.ASCII.GetString(inner.ToArray());
        Assert.StartsWith(ArmorText.Begin, text, StringComparison.Ordinal);
        Assert.DoesNotContain("END", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_NothingWritten_WritesNothing()
    {
        using MemoryStream inner = new();
        using (ArmorWriteStream armor = new(inner))
        {
            armor.Flush();
        }

        Assert.Equal(0, inner.Length);
    }

    [Fact]
    public void Flush_PartOfALine_WritesOnlyFullLines()
    {
        using MemoryStream inner = new();
        using ArmorWriteStream armor = new(inner);
        byte[] bytes = ArmorText.Bytes(50);
        armor.Write(bytes);
        armor.Flush();
        Assert.Equal(ArmorText.Of(bytes)[..(28 + 65)], inner.ToArray());
    }

    [Fact]
    public void Write_AfterComplete_Throws()
    {
        using MemoryStream inner = new();
        using ArmorWriteStream armor = new(inner);
        armor.Write([7]);
        armor.Complete();
        Assert.False(armor.CanWrite);
        Assert.Throws<InvalidOperationException>(() => armor.Write([1]));
        Assert.Throws<InvalidOperationException>(armor.Complete);
        armor.Flush();
        Assert.Equal(ArmorText.Of([7]), inner.ToArray());
    }

    [Fact]
    public void Complete_NothingWritten_ThrowsAndWritesNothing()
    {
        using MemoryStream inner = new();
        using ArmorWriteStream armor = new(inner);
        armor.Write([]);
        Assert.Throws<InvalidOperationException>(armor.Complete);
        Assert.Equal(0, inner.Length);
    }

    [Fact]
    public void Complete_AfterInnerFailed_RefusesToLookComplete()
    {
        using FailingStream inner = new();
        using ArmorWriteStream armor = new(inner);
        armor.Write(ArmorText.Bytes(100));
        inner.Fails = true;
        Assert.Throws<IOException>(() => armor.Write(ArmorText.Bytes(100_000)));
        inner.Fails = false;
        Assert.Throws<InvalidOperationException>(armor.Complete);
        Assert.DoesNotContain("END", Encoding.ASCII.GetString(inner.ToArray()), StringComparison.Ordinal);
    }
}
