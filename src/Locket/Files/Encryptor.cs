using Locket.Armor;
using Locket.Header;
using Locket.Payload;
using Locket.Secrets;
using Microsoft.Win32.SafeHandles;

namespace Locket.Files;

/// <summary>Makes one Locket file: header, payload prefix, chunks.</summary>
internal sealed class Encryptor : IDisposable
{
    private readonly EncryptionOptions _options;
    private readonly ChunkKeys _keys;
    private readonly byte[] _front;

    /// <param name="recipients">One slot each; at least one.</param>
    /// <param name="options">How.</param>
    /// <param name="metadata">What to seal beside the content.</param>
    /// <param name="contentInBytes">The content's length, or null where it is not known yet.</param>
    public Encryptor(IReadOnlyList<Recipient> recipients, EncryptionOptions options, FileMetadata metadata, long? contentInBytes)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentOutOfRangeException.ThrowIfZero(recipients.Count, nameof(recipients));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Workers, BatchSize.MaxWorkers, nameof(options));
        if (options.Suite is not (CipherSuite.Aes256 or CipherSuite.Aes128))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Suite, "no such cipher suite");
        }

        Slots.RecipientLimits.Check(recipients);
        _options = options;

        // 1. A fresh file key, from which everything follows.
        using FileKeys fileKeys = new(SecretBytes.Random(Slots.SlotEnvelope.KeyInBytes));

        // 2. The header: slots, metadata, spare room, MAC.
        Intro intro = new(options.Suite, options.Pad);
        byte[] header = HeaderBuilder.Build(fileKeys, intro, recipients, metadata, options.Thumbnail.Span, contentInBytes);

        // 3. The payload's salt and commitment, which stand before its first chunk.
        using SecretBytes payloadKey = fileKeys.DerivePayloadKey(options.Suite);
        _front = new byte[header.Length + ChunkLayout.PrefixInBytes];
        header.CopyTo(_front, 0);
        _keys = PayloadPrefix.Create(options.Suite, payloadKey, intro.Line, _front.AsSpan(header.Length));
    }

    /// <summary>Encrypts a buffer into a new one of the exact length.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> content)
    {
        byte[]? padded = null;
        try
        {
            if (_options.Pad)
            {
                padded = new byte[checked((int)Padme.PaddedLength(content.Length))];
                content.CopyTo(padded);
                padded[content.Length] = Padme.Marker;
                content = padded;
            }

            byte[] file = new byte[checked(_front.Length + ChunkLayout.SealedLength(content.Length))];
            _front.CopyTo(file, 0);
            using ChunkCipher cipher = _keys.CreateCipher();
            ChunkRun.Seal(cipher, firstChunk: 0, content, isEnd: true, file.AsSpan(_front.Length));
            return _options.Armor ? Armored(file) : file;
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(padded);
        }
    }

    /// <summary>Encrypts a stream until it ends.</summary>
    public async Task EncryptAsync(Stream content, Stream destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (!_options.Armor)
        {
            await EncryptChunksAsync(content, destination, progress, cancellationToken).ConfigureAwait(false);
            return;
        }

        ArmorWriteStream armor = new(destination);
        await using (armor.ConfigureAwait(false))
        {
            await EncryptChunksAsync(content, armor, progress, cancellationToken).ConfigureAwait(false);
            await armor.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Encrypts a source of known length into an empty file, on all threads at once.</summary>
    public void Encrypt(
        RandomAccessSource content, SafeFileHandle destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        RandomAccess.Write(destination, _front, fileOffset: 0);
        PositionalPayload.Seal(
            _options.Pad ? new PaddedSource(content) : content,
            destination,
            _front.Length,
            _keys,
            _options.Workers,
            new SerialProgress(progress, () => content.LengthInBytes),
            cancellationToken);
    }

    public void Dispose() => _keys.Dispose();

    private async Task EncryptChunksAsync(
        Stream content, Stream destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(_front, cancellationToken).ConfigureAwait(false);
        PaddingStream? padded = _options.Pad ? new PaddingStream(content) : null;
        SerialProgress done = new(progress, padded is null ? null : () => padded.ContentInBytes);
        await StreamPayload.SealAsync(padded ?? content, destination, _keys, _options.Workers, done, cancellationToken)
            .ConfigureAwait(false);
    }

    private static byte[] Armored(byte[] file)
    {
        using MemoryStream text = new();
        using ArmorWriteStream armor = new(text);
        armor.Write(file);
        armor.Complete();
        return text.ToArray();
    }
}
