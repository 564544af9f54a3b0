using Locket.Files;
using Locket.Header;
using Locket.Metadata;
using Locket.Payload;
using Locket.Secrets;

namespace Locket;

/// <summary>
/// An opened Locket file: its header is authenticated, its content is released chunk by chunk as each is authenticated.
/// </summary>
/// <remarks>One operation at a time. A file that comes through a pipe can be decrypted once, from front to back.</remarks>
public sealed class LocketReader : IDisposable
{
    private readonly LocketSource _source;
    private readonly string? _path;
    private readonly DecryptionOptions _options;
    private readonly Intro _intro;
    private readonly Stream _payload;
    private readonly long _payloadOffset;
    private readonly SecretBytes _payloadKey;
    private readonly SecretBytes? _thumbnailKey;
    private readonly Stanza? _thumbnail;
    private ChunkKeys? _keys;

    private LocketReader(
        LocketSource source,
        string? path,
        IReadOnlyList<Credential> credentials,
        DecryptionOptions options,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Workers, BatchSize.MaxWorkers, nameof(options));
        ParsedHeader parsed = ParsedHeader.Parse(source.ReadHeader(out _payload));
        using FileKeys keys = HeaderOpener.Open(
            parsed, credentials, options.MaxKdfMemoryInKiB, out int slotIndex, out FileMetadata? metadata, cancellationToken);
        _source = source;
        _path = path;
        _options = options;
        _intro = parsed.Header.Intro;
        _payloadOffset = parsed.Header.Encoded.Length;
        _payloadKey = keys.DerivePayloadKey(_intro.Suite);
        _thumbnail = parsed.ThumbnailStanza;
        _thumbnailKey = _thumbnail is null ? null : keys.DeriveMetadataKey();
        SlotIndex = slotIndex;
        Metadata = metadata;
        Inspection = Inspector.Inspect(parsed, source);
    }

    /// <summary>What the header says; authenticated, since the file is open.</summary>
    public FileInspection Inspection { get; }

    /// <summary>The sealed metadata, or null where the file has none.</summary>
    public FileMetadata? Metadata { get; }

    /// <summary>Which slot opened, as an index into <see cref="FileInspection.Slots"/>.</summary>
    public int SlotIndex { get; }

    /// <summary>Whether the content can be read at any offset; false for pipes.</summary>
    public bool CanSeek => _source.RandomAccess is not null;

    private long ChunksOffset => _payloadOffset + ChunkLayout.PrefixInBytes;

    /// <summary>Opens a file; the file stays open until the reader is disposed.</summary>
    /// <param name="path">The Locket file.</param>
    /// <param name="credentials">What may open it, in any order; they stay the caller's.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Stops between derivations.</param>
    /// <returns>The opened file.</returns>
    /// <exception cref="LocketException">It is not a Locket file, its header is damaged, or nothing opens it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LocketReader Open(
        string path,
        IReadOnlyList<Credential> credentials,
        DecryptionOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Open(LocketSource.Open(path), path, credentials, options, cancellationToken);
    }

    /// <summary>Opens a file that comes from a stream, which may be a pipe.</summary>
    /// <param name="source">The stream, at the file's first byte; it stays the caller's.</param>
    /// <param name="credentials">What may open it, in any order; they stay the caller's.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Stops between derivations.</param>
    /// <returns>The opened file.</returns>
    /// <exception cref="LocketException">It is not a Locket file, its header is damaged, or nothing opens it.</exception>
    public static LocketReader Open(
        Stream source,
        IReadOnlyList<Credential> credentials,
        DecryptionOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        Pipes.Enlarge(source);
        return Open(LocketSource.Open(source), FileIdentity.PathOf(source), credentials, options, cancellationToken);
    }

    /// <summary>Opens a file that comes from a stream, without blocking on it; the derivation runs on another thread.</summary>
    /// <param name="source">The stream, at the file's first byte; it stays the caller's.</param>
    /// <param name="credentials">What may open it, in any order; they stay the caller's.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Stops reading, and stops between derivations.</param>
    /// <returns>The opened file.</returns>
    /// <exception cref="LocketException">It is not a Locket file, its header is damaged, or nothing opens it.</exception>
    public static async Task<LocketReader> OpenAsync(
        Stream source,
        IReadOnlyList<Credential> credentials,
        DecryptionOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        Stream front = source.CanSeek ? source : await HeaderPrefetch.ReadAsync(source, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Open(front, credentials, options, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The sealed thumbnail, which stands in the header: nothing of the content is read.</summary>
    /// <returns>
    /// A JPEG or PNG image as its first bytes say, of at most 32,767 bytes; untrusted in all else. Null where there is none, or where it is
    /// damaged, which does not keep the file from opening.
    /// </returns>
    public byte[]? ReadThumbnail()
    {
        if (_thumbnail is null)
        {
            return null;
        }

        try
        {
            return ThumbnailImage.Unpad(MetadataSeal.Open(_thumbnailKey!.Span, MetadataSeal.ThumbnailType, _thumbnail.Body.Span));
        }
        catch (LocketException)
        {
            return null;
        }
    }

    /// <summary>
    /// The content as a seekable stream that authenticates what it reads; asking for its length authenticates the last chunk.
    /// </summary>
    /// <returns>A stream that reads and seeks; disposing it leaves the reader open. Several may be used side by side.</returns>
    /// <exception cref="NotSupportedException">The source cannot seek.</exception>
    /// <exception cref="LocketException">The payload does not belong to the header. Later reads throw it for damaged chunks.</exception>
    public Stream OpenContent() => new ContentStream(OpenPayload(), _intro.IsPadded);

    /// <summary>Decrypts everything to a file that appears under its name only when every byte was authenticated.</summary>
    /// <param name="destinationPath">
    /// Where; the modification time is restored from the metadata, if any. On Unix a new file can be read by its owner alone (mode 0600);
    /// one
    /// that is replaced leaves its permissions to the new one.
    /// </param>
    /// <param name="progress">Told the number of content bytes done so far.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <returns>The content's length in bytes.</returns>
    /// <exception cref="LocketException">The payload is damaged or truncated, the output exists, or it is the input.</exception>
    public Task<long> DecryptToFileAsync(
        string destinationPath, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(destinationPath);
        return FileIdentity.IsDevice(destinationPath) ? DecryptToDeviceAsync(destinationPath, progress, cancellationToken)
            : CanSeek ? Task.Run(() => DecryptPositional(destinationPath, progress, cancellationToken), cancellationToken)
            : DecryptStreamToFileAsync(destinationPath, progress, cancellationToken);
    }

    /// <summary>Decrypts everything to a stream, which gets each chunk only after it was authenticated.</summary>
    /// <remarks>After a failure or cancellation one read of the source that had begun may still be under way when the task ends.</remarks>
    /// <param name="destination">Where; stays open.</param>
    /// <param name="progress">Told the number of content bytes done so far.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The content's length in bytes.</returns>
    /// <exception cref="LocketException">The payload is damaged or truncated; what was written until then is a true prefix.</exception>
    public async Task<long> DecryptToAsync(
        Stream destination, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Pipes.Enlarge(destination);
        Stream sealedChunks = CanSeek ? new RandomAccessStream(_source.RandomAccess!, ChunksOffset) : _payload;
        ChunkKeys keys = await OpenKeysAsync(cancellationToken).ConfigureAwait(false);
        UnpaddingStream unpadding = new(destination, _intro.IsPadded);
        await StreamPayload.OpenAsync(
            sealedChunks,
            ChunksOffset,
            unpadding,
            keys,
            _options.Workers,
            new SerialProgress(progress, () => unpadding.ContentInBytes),
            cancellationToken)
            .ConfigureAwait(false);
        unpadding.Complete(ChunksOffset);
        return unpadding.ContentInBytes;
    }

    /// <summary>Writes every intact chunk of a damaged file to its place, and zero bytes where one is missing.</summary>
    /// <param name="destinationPath">
    /// Where; existing files only with <see cref="DecryptionOptions.Overwrite"/>. Permissions are those of
    /// <see cref="DecryptToFileAsync"/>.
    /// </param>
    /// <param name="progress">Told the number of content bytes done so far, holes included.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <returns>What came out.</returns>
    /// <exception cref="NotSupportedException">The source cannot seek.</exception>
    /// <exception cref="LocketException">Nothing is intact, the output exists, or it is the input.</exception>
    public Task<SalvageReport> SalvageToFileAsync(
        string destinationPath, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(destinationPath);
        RequireSeekable();
        return Task.Run(
            () =>
            {
                using OutputFile output = OutputFile.Create(destinationPath, _options.Overwrite, _path, isPrivate: true);

                // A damaged commitment alone spoils no chunk, and each chunk still proves itself under the header's key.
                // These keys are not kept: everyone else gets keys whose commitment was compared.
                RandomAccessSource file = _source.RandomAccess is BrokenArmor broken ? broken.OpenRemains() : _source.RandomAccess!;
                using ChunkKeys keys = PayloadPrefix.Derive(_intro.Suite, _payloadKey, _intro.Line, ReadPrefix(file));
                SealedPayload payload = new(file, ChunksOffset, keys);
                SalvageReport report = Salvager.Salvage(payload, _intro.IsPadded, output.Handle, progress, cancellationToken);
                output.Complete(Metadata?.ModificationTime);
                return report;
            },
            cancellationToken);
    }

    /// <summary>Zeroes the keys and closes what was opened.</summary>
    public void Dispose()
    {
        _payloadKey.Dispose();
        _thumbnailKey?.Dispose();
        _keys?.Dispose();
        _source.Dispose();
    }

    internal byte[] DecryptToArray()
    {
        SealedPayload payload = OpenPayload();
        long length = payload.AuthenticateLength(_intro.IsPadded);
        byte[] content = GC.AllocateUninitializedArray<byte>(checked((int)length));
        using ContentStream stream = new(payload, _intro.IsPadded);
        stream.ReadExactly(content);
        return content;
    }

    private static LocketReader Open(
        LocketSource source,
        string? path,
        IReadOnlyList<Credential> credentials,
        DecryptionOptions? options,
        CancellationToken cancellationToken)
    {
        try
        {
            return new LocketReader(source, path, credentials, options ?? new DecryptionOptions(), cancellationToken);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    internal static LocketReader Open(ReadOnlyMemory<byte> file, IReadOnlyList<Credential> credentials, DecryptionOptions? options)
        => Open(LocketSource.Open(file), path: null, credentials, options, CancellationToken.None);

    private async Task<long> DecryptToDeviceAsync(string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        FileStream device = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await using (device.ConfigureAwait(false))
        {
            return await DecryptToAsync(device, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<long> DecryptStreamToFileAsync(string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using OutputFile output = OutputFile.Create(path, _options.Overwrite, _path, isPrivate: true);
        FileStream destination = new(output.Handle, FileAccess.Write, bufferSize: 0);
        long length = await DecryptToAsync(destination, progress, cancellationToken).ConfigureAwait(false);
        output.Complete(Metadata?.ModificationTime);
        return length;
    }

    private long DecryptPositional(string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using OutputFile output = OutputFile.Create(path, _options.Overwrite, _path, isPrivate: true);
        SealedPayload payload = OpenPayload();
        long length = payload.AuthenticateLength(_intro.IsPadded);
        PositionalPayload.Open(
            _source.RandomAccess!,
            ChunksOffset,
            payload.SealedInBytes,
            output.Handle,
            length,
            payload.Keys,
            _options.Workers,
            new SerialProgress(progress),
            cancellationToken);
        output.Complete(Metadata?.ModificationTime);
        return length;
    }

    private SealedPayload OpenPayload()
    {
        RequireSeekable();
        _keys ??= PayloadPrefix.Open(_intro.Suite, _payloadKey, _intro.Line, ReadPrefix(_source.RandomAccess!), _payloadOffset);
        return new SealedPayload(_source.RandomAccess!, ChunksOffset, _keys);
    }

    private async ValueTask<ChunkKeys> OpenKeysAsync(CancellationToken cancellationToken)
    {
        if (CanSeek)
        {
            return OpenPayload().Keys;
        }

        if (_keys is not null)
        {
            throw new InvalidOperationException("content that comes through a pipe can be decrypted once");
        }

        byte[] prefix = new byte[ChunkLayout.PrefixInBytes];
        int read = await StreamRead.FillAsync(_payload, prefix, cancellationToken).ConfigureAwait(false);
        return _keys = read == prefix.Length
            ? PayloadPrefix.Open(_intro.Suite, _payloadKey, _intro.Line, prefix, _payloadOffset)
            : throw PayloadErrors.Truncated();
    }

    private byte[] ReadPrefix(RandomAccessSource file)
    {
        byte[] prefix = new byte[ChunkLayout.PrefixInBytes];
        return file.Read(_payloadOffset, prefix) == prefix.Length ? prefix : throw PayloadErrors.Truncated();
    }

    private void RequireSeekable()
    {
        if (!CanSeek)
        {
            throw new NotSupportedException("the file comes through a pipe and can only be read from front to back");
        }
    }
}
