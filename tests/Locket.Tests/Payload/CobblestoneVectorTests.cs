using Locket.Payload;
using Locket.Secrets;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests.Payload;

/// <summary>Every published Cobblestone vector through every way that chunks are read and written.</summary>
public sealed class CobblestoneVectorTests
{
    [Fact]
    public void Buffer_EveryVector_ReleasesTheMessageOrAtMostThePrefix()
    {
        foreach (CobblestoneCase vector in CobblestoneCase.All())
        {
            using ChunkKeys? keys = OpenPrefix(vector);
            if (keys is null)
            {
                continue;
            }

            using ChunkCipher cipher = keys.CreateCipher();
            byte[] destination = new byte[vector.Chunks.Length];
            int length = ChunkRun.Open(cipher, 0, vector.Chunks.Span, destination, out long badChunk);
            bool isWhole = ChunkLayout.TryContentLength(vector.Chunks.Length, out long expected) && badChunk < 0 && length == expected;
            Assert.True(isWhole == vector.IsValid, vector.Name);
            Assert.True(vector.IsMessage(destination.AsSpan(0, length)), vector.Name);
        }
    }

    [Fact]
    public async Task Stream_EveryVectorInOddReads_ReleasesTheMessageOrAtMostThePrefix()
    {
        foreach (CobblestoneCase vector in CobblestoneCase.All())
        {
            using ChunkKeys? keys = OpenPrefix(vector);
            if (keys is null)
            {
                continue;
            }

            foreach (int workers in (int[])[1, 3])
            {
                foreach (Stream source in (Stream[])[new OddStream(vector.Chunks), new MemoryStream(vector.Chunks.ToArray())])
                {
                    using MemoryStream released = new();
                    Exception? failure = await Record.ExceptionAsync(() => StreamPayload.OpenAsync(
                        source, 56, released, keys, workers, new SerialProgress(null), CancellationToken.None));
                    Assert.True(failure is null == vector.IsValid, $"{vector.Name}: {failure?.Message}");
                    Assert.True(failure is null or LocketException, vector.Name);
                    Assert.True(vector.IsMessage(released.ToArray()), vector.Name);
                }
            }
        }
    }

    [Fact]
    public void RandomAccess_EveryVector_FinalChunkDecidesTheLengthAndEveryChunkItself()
    {
        foreach (CobblestoneCase vector in CobblestoneCase.All())
        {
            using ChunkKeys? keys = OpenPrefix(vector);
            if (keys is null)
            {
                continue;
            }

            SealedPayload payload = new(new MemorySource(vector.Ciphertext), ChunkLayout.PrefixInBytes, keys);
            Exception? failure = Record.Exception(() => payload.AuthenticateLength(isPadded: false));
            bool mayAuthenticate = vector.IsValid || vector.Flags.Contains("ValidFinalChunk");
            Assert.True(failure is null == mayAuthenticate, $"{vector.Name}: {failure?.Message}");
            Assert.True(failure is null or LocketException, vector.Name);

            using ContentStream content = new(payload, isPadded: false);
            (byte[] released, bool failed) = ReadOn(content, vector.Name);
            Assert.True(failed != vector.IsValid, vector.Name);
            Assert.True(vector.IsMessage(released), vector.Name);
        }
    }

    [Fact]
    public void File_EveryVector_IsWrittenWholeOrFails()
    {
        using TempFolder folder = new();
        foreach (CobblestoneCase vector in CobblestoneCase.All())
        {
            using ChunkKeys? keys = OpenPrefix(vector);
            if (keys is null)
            {
                continue;
            }

            using (Microsoft.Win32.SafeHandles.SafeFileHandle output = File.OpenHandle(folder.File("out"), FileMode.Create, FileAccess.Write))
            {
                MemorySource source = new(vector.Ciphertext);
                Exception? failure = Record.Exception(() =>
                {
                    long length = new SealedPayload(source, ChunkLayout.PrefixInBytes, keys).AuthenticateLength(isPadded: false);
                    PositionalPayload.Open(
                        source, 56, vector.Chunks.Length, output, length, keys, 2, new SerialProgress(null), CancellationToken.None);
                });
                Assert.True(failure is null == vector.IsValid, $"{vector.Name}: {failure?.Message}");
                Assert.True(failure is null or LocketException, vector.Name);
            }

            Assert.True(!vector.IsValid || vector.IsMessage(File.ReadAllBytes(folder.File("out"))), vector.Name);
        }
    }

    [Fact]
    public async Task RawMode_EveryVector_EncryptsDeterministicallyAndDecryptsAlike()
    {
        int encrypted = 0;
        foreach (CobblestoneCase vector in CobblestoneCase.All())
        {
            if (vector.RawKey is null)
            {
                Assert.True(vector.FailsAtPrefix, vector.Name);
                continue;
            }

            using ChunkKeys keys = ChunkKeys.FromRaw(vector.RawKey, vector.BaseNonce);
            using MemoryStream released = new();
            Exception? failure = await Record.ExceptionAsync(() => StreamPayload.OpenAsync(
                new OddStream(vector.Chunks), 0, released, keys, 2, new SerialProgress(null), CancellationToken.None));
            Assert.True(failure is null == vector.IsValid, vector.Name);
            Assert.True(vector.IsMessage(released.ToArray()), vector.Name);
            if (vector.IsValid)
            {
                await RequireSameCiphertextAsync(vector, keys, released.ToArray());
                encrypted++;
            }
        }

        Assert.True(encrypted > 0);
    }

    private static async Task RequireSameCiphertextAsync(CobblestoneCase vector, ChunkKeys keys, byte[] message)
    {
        byte[] buffer = new byte[ChunkLayout.SealedLength(message.Length)];
        using ChunkCipher cipher = keys.CreateCipher();
        Assert.Equal(buffer.Length, ChunkRun.Seal(cipher, 0, message, isEnd: true, buffer));
        Assert.True(vector.Chunks.Span.SequenceEqual(buffer), vector.Name);

        using MemoryStream streamed = new();
        await StreamPayload.SealAsync(new OddStream(message), streamed, keys, 2, new SerialProgress(null), CancellationToken.None);
        Assert.True(vector.Chunks.Span.SequenceEqual(streamed.ToArray()), vector.Name);

        using TempFolder folder = new();
        using (Microsoft.Win32.SafeHandles.SafeFileHandle output = File.OpenHandle(folder.File("out"), FileMode.Create, FileAccess.Write))
        {
            PositionalPayload.Seal(new MemorySource(message), output, 0, keys, 2, new SerialProgress(null), CancellationToken.None);
        }

        byte[] written = await File.ReadAllBytesAsync(folder.File("out"));
        Assert.True(vector.Chunks.Span.SequenceEqual(written), vector.Name);
    }

    /// <summary>Derives the keys as a file's reader does; null where that fails, which must be where the vector says so.</summary>
    private static ChunkKeys? OpenPrefix(CobblestoneCase vector)
    {
        ChunkKeys? keys = null;
        Exception? failure = Record.Exception(() =>
        {
            if (vector.Ciphertext.Length < ChunkLayout.PrefixInBytes)
            {
                throw PayloadErrors.Truncated();
            }

            using SecretBytes key = new(vector.Key);
            keys = PayloadPrefix.Open(vector.Suite, key, vector.Context, vector.Ciphertext.AsSpan(0, ChunkLayout.PrefixInBytes), 0);
        });
        Assert.True(failure is not null == vector.FailsAtPrefix, $"{vector.Name}: {failure?.Message}");
        Assert.True(failure is null or LocketException || vector.Flags.Contains("InvalidKeySize"), vector.Name);
        if (keys is not null)
        {
            Assert.True(keys.Key.SequenceEqual(vector.RawKey), vector.Name);
            Assert.True(keys.BaseNonce.SequenceEqual(vector.BaseNonce), vector.Name);
        }

        return keys;
    }

    private static (byte[] Released, bool Failed) ReadOn(ContentStream content, string name)
    {
        using MemoryStream released = new();
        byte[] buffer = new byte[20011];
        while (true)
        {
            int read;
            try
            {
                read = content.Read(buffer);
            }
            catch (LocketException)
            {
                for (int i = 0; i < 3; i++)
                {
                    Assert.True(Record.Exception(() => content.Read(buffer)) is LocketException, name);
                }

                return (released.ToArray(), true);
            }

            released.Write(buffer, 0, read);
            if (read == 0)
            {
                return (released.ToArray(), false);
            }
        }
    }
}
