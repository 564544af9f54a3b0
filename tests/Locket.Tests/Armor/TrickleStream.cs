namespace Locket.Tests.Armor;

/// <summary>A stream that gives and takes at most a few bytes at a time, or fails after some.</summary>
internal sealed class TrickleStream(byte[] bytes, int most) : MemoryStream(bytes)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(most, buffer.Length)]);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
}
