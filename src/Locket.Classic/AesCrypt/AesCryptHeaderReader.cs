using System.Buffers.Binary;
using Locket.Payload;

namespace Locket.Classic.AesCrypt;

/// <summary>Reads what comes before the ciphertext, and not a byte more.</summary>
internal sealed class AesCryptHeaderReader
{
    private const int SkipInBytes = 4096;

    private readonly Stream _source;
    private readonly AesCryptOptions _options;

    private AesCryptHeaderReader(Stream source, AesCryptOptions options)
    {
        _source = source;
        _options = options;
    }

    public static Task<AesCryptHeader> ReadAsync(Stream source, AesCryptOptions options, CancellationToken cancellationToken)
        => new AesCryptHeaderReader(source, options).ReadCoreAsync(cancellationToken);

    // 1. "AES", version, a byte that means something in version 0 only
    // 2. extensions (2, 3)
    // 3. iterations (3)
    // 4. IV
    // 5. the encrypted session and its HMAC (1, 2, 3)
    private async Task<AesCryptHeader> ReadCoreAsync(CancellationToken cancellationToken)
    {
        byte[] intro = new byte[AesCryptFormat.IntroInBytes];
        int length = await StreamRead.FillAsync(_source, intro, cancellationToken).ConfigureAwait(false);
        CheckIntro(intro.AsSpan(0, length));
        int version = intro[3];
        int extensions = version >= 2 ? await SkipExtensionsAsync(cancellationToken).ConfigureAwait(false) : 0;
        long iterations = version == 3 ? await ReadIterationsAsync(cancellationToken).ConfigureAwait(false) : AesCryptFormat.LegacyRounds;
        AesCryptInfo info = new(version, iterations, extensions);
        byte[] iv = await ReadAsync(AesCryptFormat.BlockInBytes, cancellationToken).ConfigureAwait(false);
        if (version == 0)
        {
            return new AesCryptHeader(info, intro[4], iv, ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        }

        // The fifth byte is reserved from version 1 on and says nothing about the content: AES Crypt does not look at it either.
        byte[] session = await ReadAsync(AesCryptFormat.SessionInBytes, cancellationToken).ConfigureAwait(false);
        byte[] mac = await ReadAsync(AesCryptFormat.MacInBytes, cancellationToken).ConfigureAwait(false);
        return new AesCryptHeader(info, LastBlockSize: 0, iv, session, mac);
    }

    private static void CheckIntro(ReadOnlySpan<byte> intro)
    {
        if (!intro.StartsWith(AesCryptFormat.Magic))
        {
            throw AesCryptErrors.NotAesCrypt();
        }

        if (intro.Length < AesCryptFormat.IntroInBytes)
        {
            throw AesCryptErrors.Truncated();
        }

        if (intro[3] > AesCryptFormat.HighestVersion)
        {
            throw AesCryptErrors.Version(intro[3]);
        }

        if (intro[3] == 0 && intro[4] >= AesCryptFormat.BlockInBytes)
        {
            throw AesCryptErrors.LastBlock();
        }
    }

    private async Task<int> SkipExtensionsAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[SkipInBytes];
        int total = 0;
        while (true)
        {
            await FillAsync(buffer.AsMemory(0, sizeof(ushort)), cancellationToken).ConfigureAwait(false);
            int length = BinaryPrimitives.ReadUInt16BigEndian(buffer);
            if (length == 0)
            {
                return total;
            }

            total += sizeof(ushort) + length;
            if (total > _options.MaxExtensionsInBytes)
            {
                throw AesCryptErrors.Extensions(_options.MaxExtensionsInBytes);
            }

            for (int left = length; left > 0; left -= Math.Min(left, SkipInBytes))
            {
                await FillAsync(buffer.AsMemory(0, Math.Min(left, SkipInBytes)), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<long> ReadIterationsAsync(CancellationToken cancellationToken)
    {
        uint iterations = BinaryPrimitives.ReadUInt32BigEndian(
            await ReadAsync(AesCryptFormat.IterationsInBytes, cancellationToken).ConfigureAwait(false));
        if (iterations == 0)
        {
            throw AesCryptErrors.NoIterations();
        }

        return iterations <= _options.MaxIterations ? iterations : throw AesCryptErrors.Iterations(iterations, _options.MaxIterations);
    }

    private async Task<byte[]> ReadAsync(int lengthInBytes, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[lengthInBytes];
        await FillAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    private async Task FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (await StreamRead.FillAsync(_source, buffer, cancellationToken).ConfigureAwait(false) < buffer.Length)
        {
            throw AesCryptErrors.Truncated();
        }
    }
}
