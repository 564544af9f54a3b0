using Xunit;

namespace Locket.Tests.TestSupport;

/// <summary>Every way that the library offers to read a file.</summary>
internal static class ReadPaths
{
    private static readonly byte[] Junk = [9, 9, 9, 9, 9, 9, 9];

    public static IReadOnlyList<ReadPath> All { get; } =
    [
        new("buffer", Streams: false, Buffer),
        new("stream", Streams: true, (file, credentials) => StreamAsync(new MemoryStream(file), credentials)),
        new("stream behind other bytes", Streams: true, (file, credentials) => StreamAsync(Behind(file), credentials)),
        new("pipe", Streams: true, (file, credentials) => StreamAsync(new OddStream(file), credentials)),
        new("pipe opened while blocking", Streams: true, PipeAsync),
        new("content stream", Streams: true, Forward),
        new("backwards", Streams: false, Backwards),
        new("file", Streams: false, FileAsync),
        new("pipe to file", Streams: false, PipeToFileAsync),
    ];

    private static Task<Outcome> Buffer(byte[] file, IReadOnlyList<Credential> credentials)
    {
        bool opened = LocketFile.TryDecrypt(file, credentials, out byte[]? content);
        Outcome outcome = Catch(() => LocketFile.Decrypt(file, credentials), () => []);
        Assert.Equal(opened, outcome.Failure is null);
        Assert.Equal(content, opened ? outcome.Released : null);
        return Task.FromResult(outcome);
    }

    private static async Task<Outcome> StreamAsync(Stream source, IReadOnlyList<Credential> credentials)
    {
        using MemoryStream released = new();
        try
        {
            await LocketFile.DecryptAsync(source, released, credentials);
            return new Outcome(released.ToArray(), null, null);
        }
        catch (LocketException exception)
        {
            return new Outcome(released.ToArray(), exception.Reason, exception.OffsetInBytes);
        }
    }

    private static async Task<Outcome> PipeAsync(byte[] file, IReadOnlyList<Credential> credentials)
    {
        using MemoryStream released = new();
        try
        {
#pragma warning disable CA1849 // opening while blocking is the way under test here
            using LocketReader reader = LocketReader.Open(new OddStream(file), credentials);
#pragma warning restore CA1849
            Assert.False(reader.CanSeek);
            try
            {
                long length = await reader.DecryptToAsync(released);
                Assert.Equal(released.Length, length);
            }
            catch (LocketException)
            {
                // Having failed, it goes on failing and lets nothing more out.
                long before = released.Length;
                Exception? again = await Record.ExceptionAsync(() => reader.DecryptToAsync(released));
                Assert.True(again is LocketException or InvalidOperationException, $"second attempt: {again}");
                Assert.Equal(before, released.Length);
                throw;
            }

            return new Outcome(released.ToArray(), null, null);
        }
        catch (LocketException exception)
        {
            return new Outcome(released.ToArray(), exception.Reason, exception.OffsetInBytes);
        }
    }

    private static Task<Outcome> Forward(byte[] file, IReadOnlyList<Credential> credentials)
    {
        using MemoryStream released = new();
        return Task.FromResult(Catch(
            () =>
            {
                using LocketReader reader = LocketReader.Open(new MemoryStream(file), credentials);
                using Stream content = reader.OpenContent();
                byte[] buffer = new byte[70001];
                int[] sizes = [1, 70001, 13, 16384, 16383];
                for (int turn = 0; ; turn++)
                {
                    int read;
                    try
                    {
                        read = content.Read(buffer, 0, sizes[turn % sizes.Length]);
                    }
                    catch (LocketException)
                    {
                        Assert.Throws<LocketException>(() => content.Read(buffer, 0, 1));
                        throw;
                    }

                    released.Write(buffer, 0, read);
                    if (read == 0)
                    {
                        Assert.Equal(released.Length, content.Length);
                        return released.ToArray();
                    }
                }
            },
            released.ToArray));
    }

    private static Task<Outcome> Backwards(byte[] file, IReadOnlyList<Credential> credentials)
    {
        return Task.FromResult(Catch(
            () =>
            {
                using LocketReader reader = LocketReader.Open(new MemoryStream(file), credentials);
                using Stream content = reader.OpenContent();
                byte[] whole = new byte[content.Length];
                for (long end = whole.Length; end > 0;)
                {
                    long start = Math.Max(0, end - 10007);
                    content.Seek(start - whole.Length, SeekOrigin.End);
                    content.ReadExactly(whole, (int)start, (int)(end - start));
                    end = start;
                }

                content.Position = whole.Length;
                Assert.Equal(-1, content.ReadByte());
                return whole;
            },
            () => []));
    }

    private static async Task<Outcome> FileAsync(byte[] file, IReadOnlyList<Credential> credentials)
    {
        using TempFolder folder = new();
        string source = folder.Write("in", file);
        return await ToFileAsync(folder, () => LocketFile.DecryptFileAsync(source, folder.File("out"), credentials), ["in"]);
    }

    private static async Task<Outcome> PipeToFileAsync(byte[] file, IReadOnlyList<Credential> credentials)
    {
        using TempFolder folder = new();
        return await ToFileAsync(
            folder,
            async () =>
            {
                using LocketReader reader = await LocketReader.OpenAsync(new OddStream(file), credentials);
                await reader.DecryptToFileAsync(folder.File("out"));
            },
            []);
    }

    private static async Task<Outcome> ToFileAsync(TempFolder folder, Func<Task> decrypt, string[] leftOnFailure)
    {
        try
        {
            await decrypt();
            return new Outcome(await File.ReadAllBytesAsync(folder.File("out")), null, null);
        }
        catch (LocketException exception)
        {
            Assert.Equal(leftOnFailure, folder.Names);
            return new Outcome([], exception.Reason, exception.OffsetInBytes);
        }
    }

    private static MemoryStream Behind(byte[] file)
    {
        MemoryStream stream = new([.. Junk, .. file]);
        stream.Position = Junk.Length;
        return stream;
    }

    private static Outcome Catch(Func<byte[]> read, Func<byte[]> released)
    {
        try
        {
            return new Outcome(read(), null, null);
        }
        catch (LocketException exception)
        {
            return new Outcome(released(), exception.Reason, exception.OffsetInBytes);
        }
    }
}
