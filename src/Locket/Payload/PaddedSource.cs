namespace Locket.Payload;

/// <summary>A source followed by 0x80 and zeros up to its Padmé length.</summary>
internal sealed class PaddedSource : RandomAccessSource
{
    private readonly RandomAccessSource _content;

    public PaddedSource(RandomAccessSource content)
    {
        _content = content;
        LengthInBytes = Padme.PaddedLength(content.LengthInBytes);
    }

    public override long LengthInBytes { get; }

    public override int Read(long offset, Span<byte> buffer)
    {
        int fromContent = (int)Math.Clamp(_content.LengthInBytes - offset, 0, buffer.Length);
        if (fromContent > 0 && _content.Read(offset, buffer[..fromContent]) < fromContent)
        {
            return 0;
        }

        Span<byte> padding = buffer[fromContent..(int)Math.Min(buffer.Length, LengthInBytes - offset)];
        padding.Clear();
        if (!padding.IsEmpty && offset + fromContent == _content.LengthInBytes)
        {
            padding[0] = Padme.Marker;
        }

        return fromContent + padding.Length;
    }
}
