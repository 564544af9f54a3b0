namespace Locket.Pictures.Containers;

/// <summary>Writes to another stream and counts; writes may also come to nothing, to learn a length beforehand.</summary>
internal sealed class CountedOutput : WriteOnlyStream
{
    private readonly Stream _output;
    private long _written;

    public CountedOutput(Stream output)
    {
        _output = output;
    }

    public override long Length => _written;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _output.Write(buffer);
        _written += buffer.Length;
    }

    public override void Flush() => _output.Flush();
}
