namespace Locket;

/// <summary>
/// An opened Locket file: its header is authenticated, its content is released chunk by chunk as each is authenticated.
/// </summary>
public sealed class LocketReader : IDisposable
{
    private LocketReader() => throw new NotImplementedException();

    /// <summary>What the header says; authenticated, since the file is open.</summary>
    public FileInspection Inspection => throw new NotImplementedException();

    /// <summary>The sealed metadata, or null where the file has none.</summary>
    public FileMetadata? Metadata => throw new NotImplementedException();

    /// <summary>Which slot opened, as an index into <see cref="FileInspection.Slots"/>.</summary>
    public int SlotIndex => throw new NotImplementedException();

    /// <summary>Opens a file; the file stays open until the reader is disposed.</summary>
    /// <param name="path">The Locket file.</param>
    /// <param name="credentials">What may open it, in any order; they stay the caller's.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Stops a derivation.</param>
    /// <returns>The opened file.</returns>
    /// <exception cref="LocketException">It is not a Locket file, its header is damaged, or nothing opens it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LocketReader Open(
        string path, IReadOnlyList<Credential> credentials, DecryptionOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Opens a file that comes from a stream, which may be a pipe.</summary>
    /// <param name="source">The stream, at the file's first byte; it stays the caller's.</param>
    /// <param name="credentials">What may open it, in any order; they stay the caller's.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Stops reading or a derivation.</param>
    /// <returns>The opened file.</returns>
    /// <exception cref="LocketException">It is not a Locket file, its header is damaged, or nothing opens it.</exception>
    public static LocketReader Open(
        Stream source, IReadOnlyList<Credential> credentials, DecryptionOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>The content as a seekable stream that authenticates what it reads; asking for its length authenticates the last chunk.</summary>
    /// <returns>A stream that reads and seeks; disposing it leaves the reader open.</returns>
    /// <exception cref="NotSupportedException">The source cannot seek.</exception>
    public Stream OpenContent() => throw new NotImplementedException();

    /// <summary>Decrypts everything to a file that appears under its name only when every byte was authenticated.</summary>
    /// <param name="destinationPath">Where; the modification time is restored from the metadata, if any.</param>
    /// <param name="progress">Told the number of content bytes done so far.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <returns>The content's length in bytes.</returns>
    /// <exception cref="LocketException">The payload is damaged or truncated, the output exists, or it is the input.</exception>
    public Task<long> DecryptToFileAsync(string destinationPath, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Decrypts everything to a stream, which gets each chunk only after it was authenticated.</summary>
    /// <param name="destination">Where; stays open.</param>
    /// <param name="progress">Told the number of content bytes done so far.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The content's length in bytes.</returns>
    /// <exception cref="LocketException">The payload is damaged or truncated; what was written until then is a true prefix.</exception>
    public Task<long> DecryptToAsync(Stream destination, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Writes every intact chunk of a damaged file to its place, and zero bytes where one is missing.</summary>
    /// <param name="destinationPath">Where; existing files only with <see cref="DecryptionOptions.Overwrite"/>.</param>
    /// <param name="progress">Told the number of content bytes done so far.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <returns>What came out.</returns>
    /// <exception cref="NotSupportedException">The source cannot seek.</exception>
    public Task<SalvageReport> SalvageToFileAsync(
        string destinationPath, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Zeroes the keys and closes what was opened.</summary>
    public void Dispose() => throw new NotImplementedException();
}
