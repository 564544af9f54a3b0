using System.Security.Cryptography;
using Locket.Payload;
using Locket.Secrets;

namespace Locket.Classic.AesCrypt;

/// <summary>
/// Ciphertext and trailer of a file that can be read twice: first for its HMAC, then, if that is right, for its plaintext.
/// </summary>
internal sealed class AesCryptBody
{
    private readonly Stream _source;
    private readonly AesCryptHeader _header;
    private readonly long _start;
    private readonly long _ciphertextInBytes;

    /// <summary>Looks at the file from where the stream stands to its end.</summary>
    public AesCryptBody(Stream source, AesCryptHeader header)
    {
        _source = source;
        _header = header;
        _start = source.Position;
        _ciphertextInBytes = source.Length - _start - AesCryptFormat.TrailerInBytes(header.Info.Version);
    }

    private int Version => _header.Info.Version;

    public async Task DecryptAsync(Stream target, SecretBytes session, CancellationToken cancellationToken)
    {
        if (_ciphertextInBytes < (Version == 3 ? AesCryptFormat.BlockInBytes : 0) || _ciphertextInBytes % AesCryptFormat.BlockInBytes != 0)
        {
            throw AesCryptErrors.Truncated();
        }

        byte[] ciphertext = new byte[AesCryptFormat.BufferInBytes];
        byte[] plaintext = GC.AllocateArray<byte>(AesCryptFormat.BufferInBytes, pinned: true);
        try
        {
            byte lastBlockSize = await VerifyAsync(session, ciphertext, cancellationToken).ConfigureAwait(false);
            await WriteAsync(target, session, lastBlockSize, ciphertext, plaintext, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private async Task<byte> VerifyAsync(SecretBytes session, byte[] buffer, CancellationToken cancellationToken)
    {
        using IncrementalHash hmac = StartMac(session);
        for (long done = 0; done < _ciphertextInBytes;)
        {
            Memory<byte> part = await ReadAsync(buffer, done, cancellationToken).ConfigureAwait(false);
            hmac.AppendData(part.Span);
            done += part.Length;
        }

        byte[] trailer = new byte[AesCryptFormat.TrailerInBytes(Version)];
        if (await StreamRead.FillAsync(_source, trailer, cancellationToken).ConfigureAwait(false) < trailer.Length)
        {
            throw AesCryptErrors.Changed();
        }

        if (!IsRight(hmac, trailer.AsSpan(trailer.Length - AesCryptFormat.MacInBytes)))
        {
            throw AesCryptErrors.Damaged(Version);
        }

        byte lastBlockSize = Version is 1 or 2 ? trailer[0] : _header.LastBlockSize;
        return lastBlockSize < AesCryptFormat.BlockInBytes && (lastBlockSize == 0 || _ciphertextInBytes > 0)
            ? lastBlockSize
            : throw AesCryptErrors.LastBlock();
    }

    private async Task WriteAsync(
        Stream target, SecretBytes session, byte lastBlockSize, byte[] ciphertext, byte[] plaintext, CancellationToken cancellationToken)
    {
        using IncrementalHash hmac = StartMac(session);
        using Aes aes = Aes.Create();
        aes.SetKey(session.Span[AesCryptFormat.BlockInBytes..]);
        byte[] iv = session.Span[..AesCryptFormat.BlockInBytes].ToArray();
        _source.Position = _start;
        for (long done = 0; done < _ciphertextInBytes;)
        {
            Memory<byte> part = await ReadAsync(ciphertext, done, cancellationToken).ConfigureAwait(false);
            hmac.AppendData(part.Span);
            done += part.Length;
            int length = aes.DecryptCbc(part.Span, iv, plaintext, PaddingMode.None);
            part.Span[^AesCryptFormat.BlockInBytes..].CopyTo(iv);
            if (done == _ciphertextInBytes)
            {
                length -= PaddingLength(plaintext.AsSpan(length - AesCryptFormat.BlockInBytes, AesCryptFormat.BlockInBytes), lastBlockSize);
                await CheckUnchangedAsync(hmac, cancellationToken).ConfigureAwait(false);
            }

            await target.WriteAsync(plaintext.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }
    }

    private int PaddingLength(ReadOnlySpan<byte> lastBlock, byte lastBlockSize)
    {
        if (Version < 3)
        {
            // What fills the last block up is not specified, so there is nothing to check.
            return lastBlockSize == 0 ? 0 : AesCryptFormat.BlockInBytes - lastBlockSize;
        }

        // No padding oracle: only who has the session key can have made an HMAC over these bytes.
        int padding = lastBlock[^1];
        return padding is >= 1 and <= AesCryptFormat.BlockInBytes && !lastBlock[^padding..].ContainsAnyExcept((byte)padding)
            ? padding
            : throw AesCryptErrors.Damaged(Version);
    }

    // Somebody could alter the file between the two readings; then the caller must not take what was written for the file's content.
    private async Task CheckUnchangedAsync(IncrementalHash hmac, CancellationToken cancellationToken)
    {
        byte[] trailer = new byte[AesCryptFormat.TrailerInBytes(Version)];
        if (await StreamRead.FillAsync(_source, trailer, cancellationToken).ConfigureAwait(false) < trailer.Length
            || !IsRight(hmac, trailer.AsSpan(trailer.Length - AesCryptFormat.MacInBytes)))
        {
            throw AesCryptErrors.Changed();
        }
    }

    private async Task<Memory<byte>> ReadAsync(byte[] buffer, long done, CancellationToken cancellationToken)
    {
        Memory<byte> part = buffer.AsMemory(0, (int)Math.Min(buffer.Length, _ciphertextInBytes - done));
        return await StreamRead.FillAsync(_source, part, cancellationToken).ConfigureAwait(false) == part.Length
            ? part
            : throw AesCryptErrors.Changed();
    }

    private static IncrementalHash StartMac(SecretBytes session)
        => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, session.Span[AesCryptFormat.BlockInBytes..]);

    private static bool IsRight(IncrementalHash hmac, ReadOnlySpan<byte> expected)
        => CryptographicOperations.FixedTimeEquals(hmac.GetHashAndReset(), expected);
}
