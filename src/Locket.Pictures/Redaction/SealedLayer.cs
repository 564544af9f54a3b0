namespace Locket.Pictures.Redaction;

/// <summary>An opened file of a redacted picture: its head is read, its content comes next.</summary>
internal sealed class SealedLayer : IDisposable
{
    private readonly Stream _file;
    private readonly LocketReader _reader;

    private SealedLayer(Stream file, LocketReader reader, RedactionHead head, Stream content)
    {
        _file = file;
        _reader = reader;
        Head = head;
        Content = content;
    }

    public RedactionHead Head { get; }

    public FileMetadata? Metadata => _reader.Metadata;

    /// <summary>What follows the head.</summary>
    public Stream Content { get; }

    /// <exception cref="LocketException">Nothing opens it, or it is damaged, or it holds something else.</exception>
    public static SealedLayer Open(
        Stream file, IReadOnlyList<Credential> credentials, DecryptionOptions? options, CancellationToken cancellationToken)
    {
        LocketReader? reader = null;
        Stream? content = null;
        try
        {
            reader = LocketReader.Open(file, credentials, options, cancellationToken);
            content = reader.OpenContent();
            RedactionHead head = RedactionHead.Read(content) ?? throw Strange();
            SealedLayer layer = new(file, reader, head, content);
            (file, reader, content) = (Stream.Null, null, null);
            return layer;
        }
        finally
        {
            content?.Dispose();
            reader?.Dispose();
            file.Dispose();
        }
    }

    /// <summary>Whether another opened file says the same of itself.</summary>
    public bool IsSameAs(SealedLayer other)
        => Head.Id.AsSpan().SequenceEqual(other.Head.Id) && Head.Samples == other.Head.Samples && Head.Areas.SequenceEqual(other.Head.Areas)
            && string.Equals(Metadata?.Name, other.Metadata?.Name, StringComparison.Ordinal);

    /// <summary>Puts its pixels where they were.</summary>
    /// <exception cref="LocketException">It is damaged, or not so long as it has to be.</exception>
    public void PasteInto(Raster picture)
    {
        // Never more than the picture has pixels for each rectangle, and nothing is allocated that did not come.
        long length = AreaSet.LengthInBytes(Head.Areas, Head.Samples);
        if (length > PictureRedactor.MaxLayersInBytes || Content.Length - Content.Position != length)
        {
            throw Strange();
        }

        byte[] samples = new byte[length];
        Content.ReadExactly(samples);
        AreaSet.Paste(picture, Head.Areas, Head.Samples, samples);
    }

    public void Dispose()
    {
        Content.Dispose();
        _reader.Dispose();
        _file.Dispose();
    }

    private static LocketException Strange()
        => new(LocketFailure.DamagedPayload, "what is sealed in the picture is no layer of a redaction");
}
